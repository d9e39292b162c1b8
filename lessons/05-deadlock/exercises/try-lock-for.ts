// Exercise `try-lock-for`: a lock that one can give up waiting for, and two of them at once.

import { Mutex } from "#solution/02-locks/mutex.ts";

// A mutex's cell is 0 when it is free, 1 when it is taken, 2 when it is taken and somebody may be asleep.

/** How long to try: `attempts` times, each with a sleep of at most `timeoutMs`. */
export interface Patience {
  attempts: number;
  timeoutMs: number;
}

export class TimedMutex extends Mutex {
  /**
   * Takes the lock, or gives up after a sleep of `timeoutMs`. Who is woken in time and finds that
   * another thread was faster sleeps again. `Atomics.wait` keeps the time: no other clock is needed.
   *
   * @returns whether it has the lock
   */
  tryLockFor(timeoutMs: number): boolean {
    // TODO: sleep as `lock` does, with the timeout as the fourth argument of `Atomics.wait`.
    // TODO: tell the sleep that timed out from the one that somebody ended.
    return this.tryLock();
  }
}

/**
 * Takes both locks, in whatever order others want them. Holds neither while it makes up its mind
 * to try again. No random pause: the explorer could not run the same schedule twice.
 *
 * @returns true if it holds both, false if it holds neither
 */
export function lockBoth(one: TimedMutex, other: TimedMutex, patience: Patience): boolean {
  // TODO: take one lock, and wait for the other with a timeout.
  // TODO: if it does not come, give back what you hold, and try again as often as `patience` says.
  return one.tryLock() && other.tryLock();
}
