// Runs a downloader against a scenario of the fault server, and judges what came of it.

import { lstat, mkdtemp, open, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeVersion, sourceOf } from "#lesson/09-downloader/chaos/fault-reply.ts";
import type { Scenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type LoggedRequest, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { hashSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import type { DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { toExitCode } from "#lesson/09-downloader/exit-code.ts";
import { realDisk } from "#lesson/09-downloader/file/part-file.ts";
import { compileWasmOnce } from "#lesson/09-downloader/http/small-memory.ts";
import { createFailingDisk } from "#lesson/09-downloader/play/failing-disk.ts";
import { findLies } from "#lesson/09-downloader/play/judge-scenario.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";

export type Download = (url: string, options: DownloadOptions) => Promise<unknown>;

/** What came of a run. */
export interface Outcome {
  exit: number;
  /** Every message: of events, of retries, of the error in the end. */
  says: string[];
  log: readonly LoggedRequest[];
  /** The folder in which it worked. */
  folder: string;
}

export const seed = 1;
/** Files above this size are not written out in full, and compared at their end only. */
const manyBytes = 2 ** 28;
export const untouched = "somebody else's file";

// A second compilation takes as long as several scenarios.
compileWasmOnce();

/**
 * Plays it in a folder of its own, by a clock for which waiting takes no time.
 *
 * @returns a sentence for everything that is not as the scenario demands; none if all is right
 */
export async function playScenario(scenario: Scenario, download: Download): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-download-"));
  const clock = createScriptedClock();
  const server = await startFaultServer(scenario, { seed, now: clock.now });
  const says: string[] = [];
  let exit = 0;
  try {
    await prepareFolder(scenario, folder, server.url);
    await download(server.url, {
      ...chooseOptions(scenario, folder),
      clock,
      random: () => 0.5,
      onRetry: (error) => says.push(String(error)),
      onEvent(event) {
        if ("reason" in event) says.push(event.reason);
        if (event.type === "bytes" && event.doneBytes === scenario.silentAtBytes) {
          clock.expireNextTimer();
        }
      },
    });
  } catch (error) {
    exit = toExitCode(error);
    says.push(String(error));
  } finally {
    await server.close();
  }
  try {
    return await findLies(scenario, { exit, says, log: server.log, folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How a scenario wants the downloader to be called. */
export function chooseOptions(scenario: Scenario, folder: string): DownloadOptions {
  const { checksumOf, namedByServer, ...call } = scenario.call ?? {};
  return {
    connections: 2,
    chunkBytes: 16_384,
    retries: 3,
    ...call,
    folder,
    file: namedByServer ? undefined : join(folder, "file.bin"),
    checksum:
      checksumOf === undefined
        ? undefined
        : { algorithm: "sha256", hex: hashSource(sourceOf(scenario, checksumOf, seed)) },
    disk: scenario.disk ? createFailingDisk(scenario.disk) : realDisk,
  };
}

/** Leaves what an earlier run, or somebody else, has left according to the scenario. */
export async function prepareFolder(
  scenario: Scenario,
  folder: string,
  url: string,
): Promise<void> {
  const { ranges, journal, target } = scenario.before ?? {};
  const file = join(folder, "file.bin");
  if (target === "file") await writeFile(file, untouched);
  if (target === "link") {
    await writeFile(join(folder, "elsewhere"), untouched);
    await symlink(join(folder, "elsewhere"), file);
  }
  if (!ranges) return;
  const source = sourceOf(scenario, 1, seed);
  const handle = await open(`${file}.part`, "w");
  for (const [start, end] of ranges) {
    if (end - start > manyBytes) await truncate(`${file}.part`, end);
    else await handle.write(readSource(source, start, end), 0, end - start, start);
  }
  await handle.close();
  if (journal === null) return;
  const { etag, lastModified, date } = describeVersion(scenario, 1);
  const state = {
    version: 1,
    url,
    sizeBytes: scenario.sizeBytes,
    etag: etag ?? undefined,
    lastModified: lastModified ?? undefined,
    date,
    ranges,
    ...(typeof journal === "object" ? journal : {}),
  };
  const pairs = state.ranges.map(([start, end]) => ({ start, end }));
  const text = typeof journal === "string" ? journal : JSON.stringify({ ...state, ranges: pairs });
  await writeFile(`${file}.part.json`, text);
}

/** The bytes under the final name from `start` on; undefined if there is no regular file. */
export async function readFinal(file: string, start = 0): Promise<Buffer | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  if (found.size <= manyBytes) return (await readFile(file)).subarray(start);
  const handle = await open(file);
  const { buffer } = await handle.read(
    Buffer.alloc(found.size - start),
    0,
    found.size - start,
    start,
  );
  await handle.close();
  return buffer;
}
