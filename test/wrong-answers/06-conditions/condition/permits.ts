// wrong: hands out permits, as a semaphore does, to whoever comes first
// verdict: test-failed
// says: “wakes everybody with `notifyAll`, whatever each waits for” does not hold yet
// hint: Look at the thread that sleeps: was it woken at all, or did a thread that began to wait
//   later take away its wake-up (lower its flag, use up its permit)? What can nobody take away?

import type { Lock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";

const waiting = 0;
const permits = 1;

/**
 * A condition variable over shared memory and the lock that guards what is waited for. Its cell
 * counts notifications: who has seen an older count does not fall asleep. The idea is that of
 * futex-based condition variables; see Ulrich Drepper, "Futexes Are Tricky" (2011).
 */
export class Condition {
  /** Int32 cells that a condition needs, zero at first. */
  static readonly length = 2;
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
    Atomics.add(this.cells, waiting, 1);
    this.lock.unlock();
    const isNotified = this.#takePermit(timeoutMs);
    this.lock.lock();
    return isNotified;
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
    this.#release(1);
  }

  /** Wakes every thread that waits. */
  notifyAll(): void {
    this.#release(Atomics.load(this.cells, waiting));
  }

  #takePermit(timeoutMs?: number): boolean {
    for (;;) {
      const left = Atomics.load(this.cells, permits);
      if (left > 0) {
        if (Atomics.compareExchange(this.cells, permits, left, left - 1) === left) return true;
      } else if (Atomics.wait(this.cells, permits, 0, timeoutMs) === "timed-out") {
        Atomics.sub(this.cells, waiting, 1);
        return false;
      }
    }
  }

  #release(count: number): void {
    for (let released = 0; released < count; released++) {
      const sleepers = Atomics.load(this.cells, waiting);
      if (sleepers === 0) return;
      if (Atomics.compareExchange(this.cells, waiting, sleepers, sleepers - 1) !== sleepers)
        continue;
      Atomics.add(this.cells, permits, 1);
      Atomics.notify(this.cells, permits, 1);
    }
  }
}
