// wrong: lets the consumer know before the value is in its slot
// verdict: test-failed
// says: passes a number on only when it is written” does not hold yet: Thread 1 writes `ring[2]`
//   while thread 2 reads it: nothing orders the two
// hint: The consumer reads the slot as soon as `written` has moved. What must be in the slot by
//   then?

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
    if (count - Atomics.load(this.cells, read) === this.capacity) return false;
    Atomics.store(this.cells, written, count + 1);
    this.cells[header + (count % this.capacity)] = value;
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
