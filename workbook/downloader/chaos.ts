// `chaos SCENARIO`: the fault server of lesson 09, to be downloaded from by hand.

import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import {
  type FaultServer,
  type LoggedRequest,
  startFaultServer,
} from "#lesson/09-downloader/chaos/fault-server.ts";
import { scenarioGroups, scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { chooseOptions, prepareFolder } from "#lesson/09-downloader/play/scenario-setup.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { type Base, UsageError } from "../session/command.ts";

/** Serves until it is interrupted; without an operand, lists the scenarios. */
export async function chaos({ terminal, operands }: Base): Promise<number> {
  const [name] = operands;
  if (name === undefined) {
    await print(describeScenarios());
    return 0;
  }
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) {
    const close = scenarios.filter((one) => one.name.includes(name)).map((one) => one.name);
    const hint =
      close.length > 0
        ? ` Did you mean ${close.join(", ")}?`
        : " `npm start -- chaos` lists them all.";
    throw new UsageError(`There is no scenario \`${name}\`.${hint}`);
  }
  const interrupted = once(process, "SIGINT").then(() => false);
  const folder = await mkdtemp(join(tmpdir(), "interleave-chaos-"));
  const { server: does, must } = scenario;
  await print(`The server ${does}. A downloader must ${must}.`);
  let server = await serve(scenario, folder, terminal);
  terminal.print("");
  await print("In another terminal:");
  // In one piece, however long: to be copied.
  terminal.print(`\n  npm start -- download ${describeCall(scenario, folder)} ${server.url}\n`);
  await print(
    "With `--mine` as well it is your own downloader. What it asks is shown here. Enter begins anew, for the same command once more; Ctrl-C ends it.",
  );
  const lines = terminal.readLines()[Symbol.asyncIterator]();
  // An open pipe would keep us alive after the end; a file cannot.
  process.stdin.unref?.();
  const isAskedAnew = async () => !(await lines.next()).done || (await interrupted);
  while (await Promise.race([isAskedAnew(), interrupted])) {
    await server.close();
    await rm(folder, { recursive: true });
    await mkdir(folder);
    server = await serve(scenario, folder, terminal, Number(new URL(server.url).port));
    terminal.print("\nAs at the start.");
  }
  await lines.return?.();
  await server.close();
  await rm(folder, { recursive: true });
  return 0;

  async function print(markdown: string): Promise<void> {
    terminal.print(await renderMarkdown(markdown, terminal));
  }
}

/** Whatever is to go wrong a few times only has not yet, and the folder is as an earlier run left it. */
async function serve(
  scenario: FaultScenario,
  folder: string,
  terminal: Base["terminal"],
  port = 0,
): Promise<FaultServer> {
  const server = await startFaultServer(scenario, {
    port,
    onRequest: (request) => terminal.print(renderRequest(request)),
    onReply: ({ number, status, sentBytes }) =>
      terminal.print(`#${number} ${status}, ${sentBytes} bytes`),
  });
  await prepareFolder(scenario, folder, server.url);
  return server;
}

/** Markdown. */
function describeScenarios(): string {
  const groups = Object.entries(scenarioGroups).map(([group, list]) => {
    const rows = list.map(({ fault, name, server }) => `- ${fault} \`${name}\`: ${server}`);
    return [`**${group}**`, "", ...rows].join("\n");
  });
  return [...groups, "Start one: `npm start -- chaos SCENARIO`"].join("\n\n");
}

/** The options with which it is scored: in larger chunks many a fault would not show. */
function describeCall(scenario: FaultScenario, folder: string): string {
  const options = chooseOptions(scenario, folder);
  const {
    connections,
    chunkBytes,
    retries,
    headers = {},
    checksum,
    unsafeResume,
    overwrite,
  } = options;
  return [
    `-d ${/\s/.test(folder) ? `"${folder}"` : folder}`,
    `-c ${connections}`,
    `--chunk ${chunkBytes}`,
    `--retries ${retries}`,
    ...Object.entries(headers).map(([name, value]) => `--header "${name}: ${value}"`),
    ...(checksum ? [`--checksum ${checksum.algorithm}:${checksum.hex}`] : []),
    ...(unsafeResume ? ["--unsafe-resume"] : []),
    ...(overwrite ? ["--overwrite"] : []),
    // A proxy of the environment could not reach us.
    ...(Object.keys(process.env).some((name) => /^(?:https?|all)_proxy$/i.test(name))
      ? ["--proxy none"]
      : []),
  ].join(" ");
}

function renderRequest({ number, connection, raw }: LoggedRequest): string {
  const [first, ...headers] = raw.split("\r\n");
  const lines = headers.map((line) => `     ${line}`);
  return [`\n#${number} over connection ${connection}: ${first}`, ...lines].join("\n");
}
