// right: all forks are bits of one cell, and both are taken in one exchange

/** A round table: seat `n` eats with fork `n` and fork `n + 1`, the last seat with the last fork and fork 0. */
export class Table {
  readonly cells: Int32Array;
  readonly seats: number;

  /** Int32 cells, zero at first, that a table of `seats` seats needs. */
  static cellsFor(seats: number): number {
    return Math.ceil(seats / 32);
  }

  constructor(cells: Int32Array, seats: number) {
    this.cells = cells;
    this.seats = seats;
  }

  /** Returns once both forks of the seat are taken. */
  takeForks(seat: number): void {
    const both = this.#bits(seat);
    for (;;) {
      const taken = Atomics.load(this.cells, 0);
      if ((taken & both) !== 0) Atomics.wait(this.cells, 0, taken);
      else if (Atomics.compareExchange(this.cells, 0, taken, taken | both) === taken) return;
    }
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    Atomics.and(this.cells, 0, ~this.#bits(seat));
    Atomics.notify(this.cells, 0);
  }

  #bits(seat: number): number {
    return (1 << seat) | (1 << ((seat + 1) % this.seats));
  }
}
