// wrong: goes to sleep without marking the lock as contended, so nobody wakes it
// verdict: test-failed
// says: no timeout fires” does not hold yet: Thread 2 sleeps for ever: `lock` is 0
// hint: `unlock` wakes somebody only if the cell says that somebody may be asleep. Who writes that?

import { Mutex } from "#solution/02-locks/mutex.ts";

// The states of a mutex's cell.
const taken = 1;

/** How long to try: `attempts` times, each with a sleep of at most `timeoutMs`. */
export interface Patience {
  attempts: number;
  timeoutMs: number;
}

export class TimedMutex extends Mutex {
  /** Takes the lock, or gives up after a sleep of `timeoutMs`. Returns whether it has the lock. */
  tryLockFor(timeoutMs: number): boolean {
    while (!this.tryLock()) {
      if (Atomics.wait(this.cells, 0, taken, timeoutMs) === "timed-out") return false;
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
