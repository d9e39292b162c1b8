// right: looks before it marks the lock, and lets both waits have a limit

import { Mutex } from "#solution/02-locks/mutex.ts";

// The states of a mutex's cell.
const free = 0;
const taken = 1;
/** Taken, and somebody may be asleep. */
const contended = 2;

/** How long to try: `attempts` times, each with a sleep of at most `timeoutMs`. */
export interface Patience {
  attempts: number;
  timeoutMs: number;
}

export class TimedMutex extends Mutex {
  /** Takes the lock, or gives up after a sleep of `timeoutMs`. Returns whether it has the lock. */
  tryLockFor(timeoutMs: number): boolean {
    let before = Atomics.compareExchange(this.cells, 0, free, taken);
    while (before !== free) {
      const marked =
        before === contended || Atomics.compareExchange(this.cells, 0, taken, contended) !== free;
      if (marked && Atomics.wait(this.cells, 0, contended, timeoutMs) === "timed-out") return false;
      before = Atomics.compareExchange(this.cells, 0, free, contended);
    }
    return true;
  }
}

/** Takes both locks, in whatever order others want them. Returns true if it holds both, false if neither. */
export function lockBoth(one: TimedMutex, other: TimedMutex, patience: Patience): boolean {
  for (let left = patience.attempts; left > 0; left--) {
    if (!one.tryLockFor(patience.timeoutMs)) continue;
    if (other.tryLockFor(patience.timeoutMs)) return true;
    one.unlock();
  }
  return false;
}
