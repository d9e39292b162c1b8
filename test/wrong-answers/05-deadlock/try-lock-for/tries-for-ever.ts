// wrong: gives back, and starts over without end: two threads can keep step for ever
// verdict: test-failed
// says: without getting anywhere
// hint: Giving back is polite, and two polite threads can meet in the door for ever. What ends your loop?

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
  while (patience.attempts > 0) {
    one.lock();
    if (other.tryLockFor(patience.timeoutMs)) return true;
    one.unlock();
  }
  return false;
}
