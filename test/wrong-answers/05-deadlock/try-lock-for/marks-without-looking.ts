// wrong: marks the lock as contended and does not look whether that took it
// verdict: test-failed
// says: no timeout fires” does not hold yet: Thread 2 sleeps for ever: `lock` is 2
// hint: It sleeps, and nobody has the lock. Look at the row that writes the 2: what was there before? Whoever writes it over a free lock has taken it.

import { Mutex } from "#solution/02-locks/mutex.ts";

/** Taken, and somebody may be asleep. (1 is: taken, and nobody sleeps.) */
const contended = 2;

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
    if (this.tryLock()) return true;
    for (;;) {
      Atomics.exchange(this.cells, 0, contended);
      if (Atomics.wait(this.cells, 0, contended, timeoutMs) === "timed-out") return false;
      if (this.tryLock()) return true;
    }
  }
}

/**
 * Takes both locks, in whatever order others want them. Holds neither while it makes up its mind
 * to try again. No random pause: the explorer could not run the same schedule twice.
 *
 * @returns true if it holds both, false if it holds neither
 */
export function lockBoth(one: TimedMutex, other: TimedMutex, patience: Patience): boolean {
  let [first, second] = [one, other];
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    first.lock();
    if (second.tryLockFor(patience.timeoutMs)) return true;
    first.unlock();
    // Whoever had the second may want the first: wait for what was missing, holding nothing.
    [first, second] = [second, first];
  }
  return false;
}
