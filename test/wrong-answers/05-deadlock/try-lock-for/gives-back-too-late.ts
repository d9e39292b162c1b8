// wrong: tries again while it still holds the first lock, and gives it back at the end only
// verdict: test-failed
// says: holds neither lock while it tries again, 2 threads × 2 attempts” does not hold yet: Threads 1 and 2 sleep for ever
// hint: Between two attempts you hold a lock that the other thread waits for. When do you give it back?

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
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    one.lock();
    if (other.tryLockFor(patience.timeoutMs)) return true;
  }
  one.unlock();
  return false;
}
