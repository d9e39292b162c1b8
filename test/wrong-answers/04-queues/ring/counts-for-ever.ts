// wrong: counts on until a cell is full
// verdict: test-failed
// says: goes on when more numbers have been put than a cell can count
// hint: After 2147483647 a cell goes on at -2147483648, and a negative count has no slot. Let both
//   counts begin again at 0 before, after a number of rounds: after two, `2 * capacity`, full and
//   empty still differ. `size` is then how far `written` is ahead of `read` on that circle.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

const read = 0;
const written = 1;
const header = 2;

export class Ring implements SharedRing<number> {
  readonly cells: Int32Array;
  readonly capacity: number;

  constructor(cells: Int32Array) {
    this.cells = cells;
    this.capacity = cells.length - header;
  }

  static lengthFor(capacity: number): number {
    return header + capacity;
  }

  get size(): number {
    return Atomics.load(this.cells, written) - Atomics.load(this.cells, read);
  }

  tryPut(value: number): boolean {
    const count = Atomics.load(this.cells, written);
    if (this.size === this.capacity) return false;
    this.cells[header + (count % this.capacity)] = value;
    Atomics.store(this.cells, written, count + 1);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + (count % this.capacity)];
    Atomics.store(this.cells, read, count + 1);
    return value;
  }
}
