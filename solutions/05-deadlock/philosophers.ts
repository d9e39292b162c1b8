// Exercise `philosophers`: everybody needs two forks, and everybody gets to eat.

import { Mutex } from "#solution/02-locks/mutex.ts";

/**
 * A round table with as many forks as seats, two or more. Fork `n` lies between seat `n` and the seat before;
 * who sits at seat `n` eats with fork `n` and the next one, the last seat with the last fork and
 * fork 0. Those who share no fork can eat at the same time.
 */
export class Table {
  readonly cells: Int32Array;
  readonly seats: number;
  readonly #forks: Mutex[];

  /** Int32 cells, zero at first, that a table of `seats` seats needs. */
  static cellsFor(seats: number): number {
    return seats * Mutex.length;
  }

  constructor(cells: Int32Array, seats: number) {
    this.cells = cells;
    this.seats = seats;
    this.#forks = Array.from({ length: seats }, (_, fork) => new Mutex(cells.subarray(fork)));
  }

  /** Returns once both forks of the seat are taken. */
  takeForks(seat: number): void {
    for (const fork of this.#forksOf(seat)) fork.lock();
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    for (const fork of this.#forksOf(seat)) fork.unlock();
  }

  /** The lower number first: the last seat begins at the other hand, and breaks the circle. */
  #forksOf(seat: number): Mutex[] {
    const numbers = [seat, (seat + 1) % this.seats].sort((a, b) => a - b);
    return numbers.map((number) => this.#forks[number] as Mutex);
  }
}
