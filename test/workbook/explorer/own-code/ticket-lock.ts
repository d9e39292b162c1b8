const [next, served] = [0, 1];

/** Each thread takes a number, and waits until that number is served. */
export class TicketLock {
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    const mine = Atomics.add(this.cells, next, 1);
    let now = Atomics.load(this.cells, served);
    for (; now !== mine; now = Atomics.load(this.cells, served)) {
      Atomics.wait(this.cells, served, now);
    }
  }

  unlock(): void {
    Atomics.add(this.cells, served, 1);
    Atomics.notify(this.cells, served);
  }
}
