// A thread that takes two locks twenty times, in one order or by trying, three times each way, and
// tells what it cost.

import { parentPort, workerData } from "node:worker_threads";
import { TimedMutex } from "#solution/05-deadlock/try-lock-for.ts";

const { cells, first, ways } = workerData as { cells: Int32Array; first: 0 | 1; ways: string[] };
const lock = (n: number) => new TimedMutex(cells.subarray(n, n + 1));
/** After so many failures even a stubborn thread takes the locks in order: this demo must end. */
const enoughFailures = 100;
const bed = new Int32Array(new SharedArrayBuffer(4));
let way: string | undefined;
let gaveBack = 0;
let run = 0;

parentPort?.postMessage(
  ways.map((each) => {
    way = each;
    return [takeTwenty(), takeTwenty(), takeTwenty()];
  }),
);

function takeTwenty(): { ms: number; gaveBack: number } {
  run++;
  meet();
  gaveBack = 0;
  const started = performance.now();
  for (let round = 0; round < 20; round++) {
    let held: TimedMutex[] | undefined;
    for (held = take(); !held; held = take()) backOff();
    for (const each of held) each.unlock();
  }
  return { ms: performance.now() - started, gaveBack };
}

/** Both threads begin a run together, so that there is something to compete for. */
function meet(): void {
  Atomics.add(cells, 2, 1);
  Atomics.notify(cells, 2);
  for (let here = 0; here < 2 * run; here = Atomics.load(cells, 2)) Atomics.wait(cells, 2, here);
}

/** Returns both locks, or nothing if it gave back what it held. */
function take(): TimedMutex[] | undefined {
  const inOrder = way === "in order" || gaveBack === enoughFailures;
  const [one, other] = inOrder ? [lock(0), lock(1)] : [lock(first), lock(1 - first)];
  one.lock();
  think();
  if (inOrder) other.lock();
  else if (!other.tryLockFor(1)) {
    one.unlock();
    gaveBack++;
    return undefined;
  }
  return [other, one];
}

/** Some work between the locks, so that the other thread has time to get in between. */
function think(): void {
  const enough = performance.now() + 0.05;
  while (performance.now() < enough);
}

function backOff(): void {
  if (way === "trying with back-off") Atomics.wait(bed, 0, 0, 2 * Math.random());
}
