// right: 32 forks are bits of one cell, taken in one exchange; if the two lie in two cells, the lower cell first

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
    for (const [cell, bits] of this.#forks(seat)) this.#take(cell, bits);
  }

  /** Puts back what `takeForks` took. */
  putForks(seat: number): void {
    for (const [cell, bits] of this.#forks(seat)) {
      Atomics.and(this.cells, cell, ~bits);
      Atomics.notify(this.cells, cell);
    }
  }

  #take(cell: number, bits: number): void {
    for (;;) {
      const taken = Atomics.load(this.cells, cell);
      if ((taken & bits) !== 0) Atomics.wait(this.cells, cell, taken);
      else if (Atomics.compareExchange(this.cells, cell, taken, taken | bits) === taken) return;
    }
  }

  /** The cells and bits of both forks. `1 << fork` is the bit of `fork % 32`. */
  #forks(seat: number): [cell: number, bits: number][] {
    const forks = [seat, (seat + 1) % this.seats].sort((a, b) => a - b);
    const [low = 0, high = 0] = forks;
    if (low >> 5 === high >> 5) return [[low >> 5, (1 << low) | (1 << high)]];
    return forks.map((fork) => [fork >> 5, 1 << fork]);
  }
}
