// wrong: puts back one fork of two
// verdict: test-failed
// says: “lets one philosopher eat twice” does not hold yet: Thread 1 sleeps for ever
// hint: How many forks does `takeForks` take, and how many does `putForks` put back?

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
    const forks = [seat, (seat + 1) % this.seats].sort((a, b) => a - b);
    for (const fork of forks) this.#fork(fork).lock();
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    this.#fork(seat).unlock();
  }

  #fork(number: number): Mutex {
    const fork = number % this.seats;
    return new Mutex(this.cells.subarray(fork, fork + 1));
  }
}
