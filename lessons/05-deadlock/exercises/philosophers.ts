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

  /** Int32 cells, zero at first, that a table of `seats` seats needs. Ask for more if you need them. */
  static cellsFor(seats: number): number {
    return seats * Mutex.length;
  }

  constructor(cells: Int32Array, seats: number) {
    this.cells = cells;
    this.seats = seats;
    // TODO: make the forks, and whatever else your strategy needs, over the cells.
  }

  /** Returns once both forks of the seat are taken. */
  takeForks(seat: number): void {
    // TODO: take both forks so that no circle of philosophers waits for each other.
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    // TODO: put both forks back, so that whoever waits for one goes on.
  }
}
