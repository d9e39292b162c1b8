// Fault 29: whenever a download is killed, the next run makes the file right, and fetches little twice.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/source.ts";
import { download } from "#solution/09-downloader/download.ts";
import { createMortalDisk } from "./failing-process.ts";

const sizeBytes = 60_000;
const options = { connections: 2, chunkBytes: 16_384 };
const right = readSource(createSource(1, 1, sizeBytes));
const root = fileURLToPath(new URL("../..", import.meta.url));

let folder: string;
let server: FaultServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-kill-"));
  server = await startFaultServer({ sizeBytes });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** How many bytes of the second run had been written by the first. */
async function resumeAndCount(file: string): Promise<number> {
  const written = await countWritten(`${file}.part`);
  const sentBefore = server.log.length;
  if (!(await readdir(folder)).includes("file.bin"))
    await download(server.url, { ...options, file });
  expect((await readFile(file)).equals(right)).toBe(true);
  const sent = server.log.slice(sentBefore).reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  return written + sent - sizeBytes;
}

/** Bytes that are right and not a hole: zeros are as rare as any other byte in the source. */
async function countWritten(part: string): Promise<number> {
  const bytes = await readFile(part).catch(() => Buffer.alloc(0));
  let count = 0;
  for (let at = 0; at < bytes.length; at += 16) {
    const end = Math.min(at + 16, bytes.length);
    if (bytes.subarray(at, end).equals(right.subarray(at, end))) count += end - at;
  }
  return count;
}

describe("killed at every step of its work on disk", () => {
  test("the next run makes the file right, and fetches less than a chunk per connection twice", async () => {
    const whole = createMortalDisk(Number.POSITIVE_INFINITY, end);
    await download(server.url, { ...options, file: join(folder, "count.bin"), disk: whole });
    await rm(join(folder, "count.bin"));
    expect(whole.steps).toBeGreaterThan(20);
    const twice: number[] = [];
    for (let step = 1; step <= whole.steps + 2; step++) {
      const file = join(folder, "file.bin");
      const disk = createMortalDisk(step, end);
      await download(server.url, { ...options, file, disk }).catch(() => {});
      twice.push(await resumeAndCount(file));
      await rm(file);
      await rm(`${file}.part.json`, { force: true });
    }
    expect(Math.max(...twice)).toBeLessThan(options.connections * options.chunkBytes);
  });

  function end(): never {
    throw new Error("killed");
  }
});

describe("killed for real", () => {
  test.each([3, 12])("at step %i", async (step) => {
    const file = join(folder, "file.bin");
    const script = join(root, "test/downloader/die-at-step.ts");
    const words = ["--conditions=solutions", "--import", "tsx", script, server.url, file];
    const child = spawn(process.execPath, [...words, String(step)], { cwd: root, stdio: "ignore" });
    const [code, signal] = await once(child, "exit");
    expect([code, signal]).toEqual([null, "SIGKILL"]);
    expect(await resumeAndCount(file)).toBeLessThan(options.connections * options.chunkBytes);
  });
});
