// A thread that takes two locks again and again, in one order or by trying, and tells what it cost.

import { parentPort, workerData } from "node:worker_threads";
import { TimedMutex } from "#solution/05-deadlock/try-lock-for.ts";

const { cells, first, how, rounds } = workerData as {
  cells: Int32Array;
  first: 0 | 1;
  how: "in order" | "by trying";
  rounds: number;
};
const locks = [0, 1].map((n) => new TimedMutex(cells.subarray(n, n + 1)));
const [one, other] = how === "in order" || first === 0 ? locks : locks.reverse();
let gaveBack = 0;

// Both threads begin together, so that there is something to compete for.
Atomics.add(cells, 2, 1);
Atomics.notify(cells, 2);
while (Atomics.load(cells, 2) < 2) Atomics.wait(cells, 2, 1);

const started = performance.now();
for (let round = 0; round < rounds; round++) takeBothOnce();
parentPort?.postMessage({ ms: performance.now() - started, gaveBack });

function takeBothOnce(): void {
  for (;;) {
    one?.lock();
    think();
    if (how === "in order") other?.lock();
    else if (!other?.tryLockFor(1)) {
      gaveBack++;
      one?.unlock();
      continue;
    }
    other?.unlock();
    one?.unlock();
    return;
  }
}

/** Some work between the locks, so that the other thread has time to get in between. */
function think(): void {
  const thought = performance.now() + 0.05;
  while (performance.now() < thought);
}
