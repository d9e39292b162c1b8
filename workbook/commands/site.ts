// `site`: writes the course as static pages, if they are not there yet, and serves them to this machine.

import { once } from "node:events";
import { join } from "node:path";
import { explainWriting } from "../progress/errors.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readKeptSite, writeSite } from "../site/kept-site.ts";
import { serveSite } from "../site/serve-site.ts";
import { listSources, renderSite } from "../site/site.ts";

/** Always the same, because a browser keeps what was done by the address of the site, and the port is a part of it. */
const usualPort = 4180;

/** Serves until it is interrupted; with `--build` it only writes. */
export async function site({ course, terminal, options }: Context): Promise<number> {
  const port = readPort(options.port);
  const interrupted = once(process, "SIGINT");
  const begunAt = new Date();
  const folder = join(course.root, "site");
  const kept = options.build ? undefined : readKeptSite(folder, listSources(course));
  const files = kept ?? (await renderSite(course));
  if (!kept) explainWriting(folder, () => writeSite(folder, files, begunAt));
  if (options.build) {
    terminal.print(`Wrote ${files.size} files into site/: put that folder on any static host.`);
    return 0;
  }
  try {
    const server = await serveSite(files, { port });
    terminal.print(`Open ${server.url} in a browser; Ctrl-C ends it.`);
    await interrupted;
    await server.close();
    return 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    const why = code === "EACCES" ? "may not be used by you" : "is in use";
    terminal.printError(
      `Port ${port} ${why}. Name another one: npm start -- site --port ${usualPort + 1}`,
    );
    return 1;
  }
}

function readPort(given: string | boolean | undefined): number {
  if (given === undefined) return usualPort;
  const port = Number(given);
  if (/^\d{1,5}$/.test(String(given)) && port <= 65_535) return port;
  throw new UsageError(`Expected a port from 0 to 65535 after \`--port\`, got \`${given}\`.`);
}
