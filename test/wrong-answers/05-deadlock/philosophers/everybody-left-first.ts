// wrong: everybody takes the fork at one side first: all hold one and wait for the next
// verdict: test-failed
// says: sleep for ever, on `table[1]`, `table[2]` and `table[0]`
// hint: Each of the three holds one fork and waits for the next: somebody must not join that ring. Who begins at the other hand, or waits before the first fork, or takes both in one step?

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
    this.#fork(seat).lock();
    this.#fork(seat + 1).lock();
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
