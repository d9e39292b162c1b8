// A job that waits and a job that computes, about as long as each other, for a loop or for threads.

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, type Worker, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

export type Job = "waiting" | "computing";

/** Tells a thread of the crew from another thread that imports this file. */
const crewMark = "a job at a time";

/** Waits 15 ms, or keeps the processor busy for about as long. */
export async function work(job: Job): Promise<void> {
  if (job === "waiting") await sleep(15);
  else compute(3_600);
}

/** Looks for primes below `limit` in the slowest way there is, which is the point of it. */
export function compute(limit: number): number {
  let primes = 0;
  for (const isPrime of computeInSteps(limit)) if (isPrime) primes++;
  return primes;
}

/** The same work, a yield for every candidate. */
// #region steps
export function* computeInSteps(limit: number): Generator<boolean, void, void> {
  for (let candidate = 2; candidate < limit; candidate++) {
    let divisors = 0;
    for (let divisor = 1; divisor <= candidate; divisor++)
      if (candidate % divisor === 0) divisors++;
    yield divisors === 2;
  }
}
// #endregion

/** Threads that have loaded and wait for a job each. */
export async function startCrew(size: number): Promise<Worker[]> {
  const crew = Array.from({ length: size }, () =>
    startWorker(import.meta.url, { workerData: crewMark }),
  );
  await Promise.all(crew.map((worker) => once(worker, "message")));
  return crew;
}

/** Posts a message to a thread that answers one at a time. */
export async function ask<Answer>(
  worker: Worker,
  question: unknown,
  transfer: ArrayBuffer[] = [],
): Promise<Answer> {
  worker.postMessage(question, transfer);
  const [answer] = (await once(worker, "message")) as [Answer];
  return answer;
}

/** Milliseconds that `action` takes: the median of so many times. */
export async function measure(action: () => unknown, times = 1): Promise<number> {
  const measured: number[] = [];
  while (measured.length < times) {
    const started = performance.now();
    await action();
    measured.push(performance.now() - started);
  }
  return measured.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

if (parentPort && workerData === crewMark) {
  parentPort.on(
    "message",
    (job: Job) => void work(job).then(() => parentPort?.postMessage("done")),
  );
  parentPort.postMessage("ready");
}
