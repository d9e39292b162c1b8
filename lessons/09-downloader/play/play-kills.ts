// Fault 29: whenever a download is killed, the next run makes the file right, and fetches little twice.

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import type { Disk } from "#lesson/09-downloader/disk.ts";
import { createForgetfulDisk } from "#lesson/09-downloader/play/forgetful-disk.ts";
import { createMortalDisk } from "#lesson/09-downloader/play/mortal-disk.ts";
import type { Downloader } from "#lesson/09-downloader/play/play-scenario.ts";
import { readFinal } from "#lesson/09-downloader/play/scenario-setup.ts";

export interface KillTools {
  download: Downloader;
  /** Starts `die-at-step.ts` with these words. */
  startMortal: (words: readonly string[]) => ChildProcess;
  /** Called before each run. */
  onRun?: () => void;
}

export const killOptions = { connections: 2, chunkBytes: 16_384 };
const sizeBytes = 60_000;
const honest = { pieceBytes: undefined, rules: [] };
/** Much is written between two saves, and what is there is saved in the end. */
const slowAndFailing = { pieceBytes: 5_000, rules: [{ from: 49_152, status: 404 }] };
const maxTwiceBytes = killOptions.connections * killOptions.chunkBytes;

/**
 * Ends a download at each step of its work on disk, so that nothing of it happens after that; by a cut
 * of the power too, which takes what no sync has covered; and at two of them for real, by SIGKILL.
 *
 * @returns a sentence for the first kill that the next run did not make good; none if all is right
 */
export async function playKills({
  download,
  startMortal,
  onRun = () => {},
}: KillTools): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-kills-"));
  const file = join(folder, "file.bin");
  const script: FaultScript = { sizeBytes };
  const server = await startFaultServer(script);
  const right = readSource(createSource(1, 1, sizeBytes));
  try {
    const steps = await countSteps();
    for (let step = 1; step <= steps; step++) {
      onRun();
      await runUpTo(step);
      const failure = await findFailure();
      if (failure) return [`at step ${step} of ${steps} on disk: ${failure}`];
    }
    for (let step = 1, isCut = true; isCut; step++) {
      const disk = createForgetfulDisk();
      onRun();
      Object.assign(script, slowAndFailing);
      isCut = await runUpTo(step, disk);
      Object.assign(script, honest);
      await disk.cutPower();
      const failure = await findFailure();
      if (failure) return [`by a power cut at step ${step} on disk: ${failure}`];
    }
    for (const step of [steps / 3, (steps * 2) / 3].map(Math.ceil)) {
      onRun();
      await once(startMortal([server.url, file, String(step)]), "exit");
      const failure = await findFailure();
      if (failure) return [`by SIGKILL at step ${step} of ${steps} on disk: ${failure}`];
    }
    return [];
  } catch (error) {
    return [`without a kill: ${error}`];
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }

  /** Returns whether it got there. */
  async function runUpTo(step: number, under?: Disk): Promise<boolean> {
    let isKilled = false;
    const disk = createMortalDisk(
      step,
      () => {
        isKilled = true;
        throw new Error("killed");
      },
      under,
    );
    await download(server.url, { ...killOptions, file, disk }).catch(() => {});
    return isKilled;
  }

  async function countSteps(): Promise<number> {
    const disk = createMortalDisk(Number.POSITIVE_INFINITY, () => {
      throw new Error("not to be reached");
    });
    await download(server.url, { ...killOptions, file, disk });
    await rm(file);
    return disk.steps;
  }

  /** What is wrong after the next run. */
  async function findFailure(): Promise<string | undefined> {
    const written = await countWritten(`${file}.part`, right);
    const before = countSent(server);
    onRun();
    try {
      // It may have got its name just before.
      if (!(await readFinal(file))) await download(server.url, { ...killOptions, file });
    } catch (error) {
      return `the next run failed: ${error}`;
    }
    const got = await readFinal(file);
    if (!got) return "there was no file after the next run";
    if (!got.equals(right)) return "the file of the next run had other bytes than the server's";
    const twice = written + countSent(server) - before - sizeBytes;
    for (const ending of ["", ".part", ".part.json"]) await rm(`${file}${ending}`, { force: true });
    if (twice < maxTwiceBytes) return undefined;
    return `${twice} bytes came twice: expected fewer than a chunk for each connection, ${maxTwiceBytes}`;
  }
}

function countSent({ log }: FaultServer): number {
  return log.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
}

/** Bytes that are right and not a hole: zeros are as rare as any other byte in the source. */
async function countWritten(part: string, right: Buffer): Promise<number> {
  const bytes = await readFile(part).catch(() => Buffer.alloc(0));
  let count = 0;
  for (let at = 0; at < bytes.length; at += 16) {
    const end = Math.min(at + 16, bytes.length);
    if (bytes.subarray(at, end).equals(right.subarray(at, end))) count += end - at;
  }
  return count;
}
