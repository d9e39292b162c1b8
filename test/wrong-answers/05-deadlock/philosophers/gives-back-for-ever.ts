// wrong: gives the first fork back when the second is taken and tries again at once, without end
// verdict: test-failed
// says: without getting anywhere
// hint: All take one fork, all give it back, all take it again. Trying is fine a few times; what comes after?

import { Mutex } from "#solution/02-locks/mutex.ts";

/** A round table: seat `n` eats with fork `n` and fork `n + 1`, the last seat with the last fork and fork 0. */
export class Table {
  readonly cells: Int32Array;
  readonly seats: number;

  /** Int32 cells, zero at first, that a table of `seats` seats needs. */
  static cellsFor(seats: number): number {
    return seats;
  }

  constructor(cells: Int32Array, seats: number) {
    this.cells = cells;
    this.seats = seats;
  }

  /** Returns once both forks of the seat are taken. */
  takeForks(seat: number): void {
    for (;;) {
      this.#fork(seat).lock();
      if (this.#fork(seat + 1).tryLock()) return;
      this.#fork(seat).unlock();
    }
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    this.#fork(seat).unlock();
    this.#fork(seat + 1).unlock();
  }

  #fork(number: number): Mutex {
    const fork = number % this.seats;
    return new Mutex(this.cells.subarray(fork, fork + 1));
  }
}
