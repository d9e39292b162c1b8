// wrong: lets one philosopher at a time eat, whichever forks they need
// verdict: test-failed
// says: lets those eat at once who share no fork
// hint: Seats 0 and 2 of four share no fork. Who keeps the second of them waiting?

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
    if (seat < this.seats) this.#table().lock();
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    if (seat < this.seats) this.#table().unlock();
  }

  #table(): Mutex {
    return new Mutex(this.cells.subarray(0, 1));
  }
}
