// How the demos run a file in several threads that begin at the same moment.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

/** Runs `file` in `count` threads. Each finds `data` and its `id`, from 0, as its `workerData`. */
export function runThreads<Result>(file: string, count: number, data: object): Promise<Result[]> {
  const start = (_: unknown, id: number) =>
    join<Result>(startWorker(file, { workerData: { ...data, id } }));
  return Promise.all(Array.from({ length: count }, start));
}

/** Tries before a thread gives its processor to those it waits for. */
const spins = 2_000;

/**
 * Returns once `count` threads have come here for the `round`th time, from 1. `gate` is one cell,
 * zero at first.
 */
export function meet(gate: Int32Array, count: number, round: number): void {
  Atomics.add(gate, 0, 1);
  Atomics.notify(gate, 0);
  for (let tries = 0; ; tries++) {
    const here = Atomics.load(gate, 0);
    if (here >= count * round) return;
    if (tries >= spins) Atomics.wait(gate, 0, here, 1);
  }
}

/** Zeroed cells that threads can share. */
export function share(length: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
