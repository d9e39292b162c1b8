// wrong: pauses for a random time between attempts, and no run of the explorer can be repeated
// verdict: test-failed
// says: it calls `Math.random()`
// hint: A random pause is good back-off and bad proof: the explorer must run a schedule twice. The limit on the attempts is enough here.

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
    one.unlock();
    const bed = new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(bed, 0, 0, Math.random() * patience.timeoutMs);
  }
  return false;
}
