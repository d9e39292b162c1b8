// wrong: counts the time left by a clock, and no run of the explorer can be repeated
// verdict: test-failed
// says: .now()`, which gives another result
// hint: `Atomics.wait` keeps the time by itself. Give each sleep the whole timeout, so that a schedule can be run again.

import { Mutex } from "#solution/02-locks/mutex.ts";

// The states of a mutex's cell.
const free = 0;
/** Taken, and somebody may be asleep. (1 is: taken, and nobody sleeps.) */
const contended = 2;

/** How long to try: `attempts` times, each with a sleep of at most `timeoutMs`. */
export interface Patience {
  attempts: number;
  timeoutMs: number;
}

export class TimedMutex extends Mutex {
  /** Takes the lock, or gives up after a sleep of `timeoutMs`. Returns whether it has the lock. */
  tryLockFor(timeoutMs: number): boolean {
    const deadline = performance.now() + timeoutMs;
    if (this.tryLock()) return true;
    while (Atomics.exchange(this.cells, 0, contended) !== free) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0 || Atomics.wait(this.cells, 0, contended, leftMs) === "timed-out")
        return false;
    }
    return true;
  }
}

/** Takes both locks, in whatever order others want them. Returns true if it holds both, false if neither. */
export function lockBoth(one: TimedMutex, other: TimedMutex, patience: Patience): boolean {
  let [first, second] = [one, other];
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    first.lock();
    if (second.tryLockFor(patience.timeoutMs)) return true;
    first.unlock();
    [first, second] = [second, first];
  }
  return false;
}
