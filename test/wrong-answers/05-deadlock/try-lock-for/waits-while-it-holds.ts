// wrong: takes the second lock without a limit
// verdict: test-failed
// says: sleep for ever, on `notebook` and `pen`
// hint: Both threads hold one lock and wait for the other. Which of the two waits should end by itself?

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
    if (this.tryLock()) return true;
    while (Atomics.exchange(this.cells, 0, contended) !== free) {
      if (Atomics.wait(this.cells, 0, contended, timeoutMs) === "timed-out") return false;
    }
    return true;
  }
}

/** Takes both locks, in whatever order others want them. Returns true if it holds both, false if neither. */
export function lockBoth(one: TimedMutex, other: TimedMutex, patience: Patience): boolean {
  if (patience.attempts === 0) return false;
  one.lock();
  other.lock();
  return true;
}
