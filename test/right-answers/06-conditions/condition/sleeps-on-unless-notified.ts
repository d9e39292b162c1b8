// right: `wait` sleeps on for the time that is left where nobody has notified

import type { Lock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";

/**
 * A condition variable over shared memory and the lock that guards what is waited for. Its cell
 * counts notifications: who has seen an older count does not fall asleep. The idea is that of
 * futex-based condition variables; see Ulrich Drepper, "Futexes Are Tricky" (2011).
 */
export class Condition {
  /** Int32 cells that a condition needs, zero at first. */
  static readonly length = 1;
  readonly cells: Int32Array;
  readonly lock: Lock;

  constructor(cells: Int32Array, lock: Lock) {
    this.cells = cells;
    this.lock = lock;
  }

  /**
   * Call it with the lock held. Gives the lock back, sleeps until notified, takes the lock again. No
   * notification is lost between giving back and falling asleep. Look again at what you wait
   * for: another thread may have been faster, or the notification meant for somebody else.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise; the lock is held either way
   * @throws LockError if nobody has the lock
   */
  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    const seen = Atomics.load(this.cells, 0);
    this.lock.unlock();
    let inTime = true;
    while (inTime && Atomics.load(this.cells, 0) === seen) {
      inTime = Atomics.wait(this.cells, 0, seen, deadline.leftMs) !== "timed-out";
    }
    this.lock.lock();
    return inTime;
  }

  /**
   * Call it with the lock held. Waits until `predicate` is true; it is asked with the lock held.
   *
   * @param timeoutMs how long to wait at most, all sleeps together; by default, without end
   * @returns what `predicate` said last: false only if the time was over
   */
  waitUntil(predicate: () => boolean, timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    while (!predicate()) {
      if (deadline.leftMs === 0) return false;
      this.wait(deadline.leftMs);
    }
    return true;
  }

  /** Wakes one thread that waits, the one that has slept longest. Does nothing if nobody waits. */
  notify(): void {
    Atomics.add(this.cells, 0, 1);
    Atomics.notify(this.cells, 0, 1);
  }

  /** Wakes every thread that waits. */
  notifyAll(): void {
    Atomics.add(this.cells, 0, 1);
    Atomics.notify(this.cells, 0);
  }
}
