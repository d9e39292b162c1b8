// Starts the real threads for a list of programs and gathers what they saw.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { layOut } from "#workbook/explorer/memory/layout.ts";
import { makeWrongPrograms, rightPrograms } from "./scenarios.ts";
import type { Result, Work } from "./worker.ts";

/** Room for what each thread returns. */
const returnedBytes = 4 * 64;

/** Runs every right program, or the wrong ones with cells of that length, `rounds` times each. */
export async function runForReal(rounds: number, wrongLength?: number): Promise<Result[]> {
  const programs = wrongLength === undefined ? rightPrograms : makeWrongPrograms(wrongLength);
  const counts = programs.map(({ scenario: { threads } }) =>
    "run" in threads ? threads.count : threads.length,
  );
  const threadCount = Math.max(...counts);
  const work: Omit<Work, "thread"> = {
    threadCount,
    rounds,
    wrongLength,
    barrier: new Int32Array(new SharedArrayBuffer(8)),
    memories: programs.map(
      ({ scenario }) =>
        new SharedArrayBuffer(layOut(scenario.memory).sizeBytes + returnedBytes * threadCount),
    ),
  };
  const all = await Promise.all(
    Array.from({ length: threadCount }, (_, thread) => runThread({ ...work, thread })),
  );
  return programs.map(({ scenario }, i) => {
    const ofThreads = all.map((results) => results[i] as Result);
    return {
      name: scenario.name,
      failures: ofThreads.reduce((sum, { failures }) => sum + failures, 0),
      sample: ofThreads.find(({ sample }) => sample !== "")?.sample ?? "",
    };
  });
}

async function runThread(work: Work): Promise<Result[]> {
  const worker = startWorker(new URL("./worker.ts", import.meta.url), { workerData: work });
  return await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("A thread ended without a result.")));
  });
}
