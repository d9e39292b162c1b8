// right: a semaphore of chairs: one philosopher fewer sits than there are forks

import { Mutex } from "#solution/02-locks/mutex.ts";

/** A round table: seat `n` eats with fork `n` and fork `n + 1`, the last seat with the last fork and fork 0. */
export class Table {
  readonly cells: Int32Array;
  readonly seats: number;

  /** Int32 cells, zero at first, that a table of `seats` seats needs. */
  static cellsFor(seats: number): number {
    return seats + 1;
  }

  constructor(cells: Int32Array, seats: number) {
    this.cells = cells;
    this.seats = seats;
  }

  /** Returns once both forks of the seat are taken. */
  takeForks(seat: number): void {
    for (;;) {
      const seated = Atomics.load(this.cells, this.seats);
      if (seated === this.seats - 1) Atomics.wait(this.cells, this.seats, seated);
      else if (Atomics.compareExchange(this.cells, this.seats, seated, seated + 1) === seated)
        break;
    }

    this.#fork(seat).lock();
    this.#fork(seat + 1).lock();
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    this.#fork(seat).unlock();
    this.#fork(seat + 1).unlock();
    Atomics.sub(this.cells, this.seats, 1);
    Atomics.notify(this.cells, this.seats, 1);
  }

  #fork(number: number): Mutex {
    const fork = number % this.seats;
    return new Mutex(this.cells.subarray(fork, fork + 1));
  }
}
