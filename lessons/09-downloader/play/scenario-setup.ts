// What a scenario is played with: a folder as others left it, options, and what to read there in the end.

import { lstat, open, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeVersion, sourceOf } from "#lesson/09-downloader/chaos/fault-reply.ts";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { hashSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { realDisk } from "#lesson/09-downloader/disk.ts";
import type { DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { lookAtPart } from "#lesson/09-downloader/file/part-file.ts";
import { createFailingDisk } from "#lesson/09-downloader/play/failing-disk.ts";

/** Of the server's files. */
export const seed = 1;
/** Files above this size are not written out in full, and compared at their end only. */
const manyBytes = 2 ** 28;
/** What is in a file that is not to be touched. */
export const untouched = "somebody else's file";

/** How a scenario wants the downloader to be called. */
export function chooseOptions(scenario: FaultScenario, folder: string): DownloadOptions {
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
  scenario: FaultScenario,
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
  const { id } = await lookAtPart(handle);
  await handle.close();
  if (journal === null) return;
  const { etag, lastModified, date } = describeVersion(scenario, 1);
  const state = {
    version: 1,
    url,
    part: id,
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
