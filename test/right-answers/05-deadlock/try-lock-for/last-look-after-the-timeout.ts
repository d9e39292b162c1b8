// right: looks once more when the time is up, and orders the two locks besides

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
    let hasSlept = false;
    for (;;) {
      const before = hasSlept
        ? Atomics.exchange(this.cells, 0, contended)
        : Atomics.compareExchange(this.cells, 0, free, contended);
      if (before === free) return true;
      if (Atomics.exchange(this.cells, 0, contended) === free) return true;
      const ended = Atomics.wait(this.cells, 0, contended, timeoutMs);
      if (ended === "timed-out") return Atomics.exchange(this.cells, 0, contended) === free;
      hasSlept = true;
    }
  }
}

/** Takes both locks, in whatever order others want them. Returns true if it holds both, false if neither. */
export function lockBoth(one: TimedMutex, other: TimedMutex, patience: Patience): boolean {
  const [first, second] =
    one.cells.byteOffset < other.cells.byteOffset ? [one, other] : [other, one];
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    if (first.tryLockFor(patience.timeoutMs)) {
      if (second.tryLockFor(patience.timeoutMs)) return true;
      first.unlock();
    }
  }
  return false;
}
