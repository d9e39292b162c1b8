// wrong: asks the waiter for leave to put the forks back, while the waiter waits for those forks
// verdict: test-failed
// says: Threads 1, 2 and 3 sleep for ever, on `table[3]`
// hint: The waiter stands with somebody who waits for a fork. Who can bring that fork back?

import { Mutex } from "#solution/02-locks/mutex.ts";

/** A round table: seat `n` eats with fork `n` and fork `n + 1`, the last seat with the last fork and fork 0. */
export class Table {
  readonly cells: Int32Array;
  readonly seats: number;
  readonly #waiter: Mutex;

  /** Int32 cells, zero at first, that a table of `seats` seats needs. */
  static cellsFor(seats: number): number {
    return seats + 1;
  }

  constructor(cells: Int32Array, seats: number) {
    this.cells = cells;
    this.seats = seats;
    this.#waiter = new Mutex(cells.subarray(seats, seats + 1));
  }

  /** Returns once both forks of the seat are taken. */
  takeForks(seat: number): void {
    this.#waiter.lock();
    this.#fork(seat).lock();
    this.#fork(seat + 1).lock();
    this.#waiter.unlock();
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    this.#waiter.lock();
    this.#fork(seat).unlock();
    this.#fork(seat + 1).unlock();
    this.#waiter.unlock();
  }

  #fork(number: number): Mutex {
    const fork = number % this.seats;
    return new Mutex(this.cells.subarray(fork, fork + 1));
  }
}
