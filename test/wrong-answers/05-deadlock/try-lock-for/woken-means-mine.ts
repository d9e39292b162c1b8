// wrong: takes being woken for having the lock
// verdict: test-failed
// says: lets nobody in beside who holds the lock, 2 threads × 2 rounds” does not hold yet: Thread 2 throws LockError
// hint: Between the wake-up and your next line another thread may take the lock. What makes it yours?

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
    if (Atomics.exchange(this.cells, 0, contended) === free) return true;
    return Atomics.wait(this.cells, 0, contended, timeoutMs) !== "timed-out";
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
