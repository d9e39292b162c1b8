// One download by a package of npm: `npm-peer.mjs FOLDER PACKAGE URL FILE`; FOLDER is that of `installPeers`.

import { createWriteStream } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";

const [folder = "", name = "", url = "", file = ""] = process.argv.slice(2);
const { load } = await import(pathToFileURL(join(folder, "load.mjs")).href);
const [directory, fileName] = [dirname(file), basename(file)];

/** Each as its page shows it, with eight connections where it can, and three attempts more. */
const ways = {
  /** @param {{ default: { stream(url: string, options: object): NodeJS.ReadableStream } }} loaded */
  async got({ default: got }) {
    await pipeline(got.stream(url, { retry: { limit: 3 } }), createWriteStream(file));
  },
  /** @param {{ DownloaderHelper: new (url: string, folder: string, options: object) => { start(): Promise<unknown> } }} loaded */
  async "node-downloader-helper"({ DownloaderHelper }) {
    const retry = { maxRetries: 3, delay: 1_000 };
    // It goes on with a file that is there, by its size.
    const options = { fileName, retry, timeout: 5_000, resumeIfFileExists: true };
    await new DownloaderHelper(url, directory, options).start();
  },
  /** @param {{ default: new (url: string, file: string, options: object) => { wait(): Promise<unknown> } }} loaded */
  async easydl({ default: EasyDl }) {
    await new EasyDl(url, file, { connections: 8, maxRetry: 3 }).wait();
  },
  /** @param {{ downloadFile(options: object): Promise<{ download(): Promise<unknown> }> }} loaded */
  async ipull({ downloadFile }) {
    const download = await downloadFile({ url, directory, fileName, parallelStreams: 8 });
    await download.download();
  },
};

try {
  const [, run] = Object.entries(ways).find(([each]) => each === name) ?? [];
  if (!run) throw new Error(`Expected one of ${Object.keys(ways).join(", ")}, got ${name}.`);
  await run(await load(name));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
