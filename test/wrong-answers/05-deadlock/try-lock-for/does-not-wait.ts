// wrong: tries once and never waits
// verdict: test-failed
// says: a thread gave up, though no timeout fired
// hint: A timed try waits for whoever has the lock, up to a limit. Where does yours sleep?

import { Mutex } from "#solution/02-locks/mutex.ts";

/** How long to try: `attempts` times, each with a sleep of at most `timeoutMs`. */
export interface Patience {
  attempts: number;
  timeoutMs: number;
}

export class TimedMutex extends Mutex {
  /** Takes the lock, or gives up after a sleep of `timeoutMs`. Returns whether it has the lock. */
  tryLockFor(timeoutMs: number): boolean {
    return timeoutMs >= 0 && this.tryLock();
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
