// Every state met, once, as a row of 32-bit words, and the edges between them in order of discovery.

const emptySlot = -1;

/** A set of equal-length rows of words. A row's index is its order of arrival. */
export class StateStore {
  readonly width: number;
  count = 0;
  #rows: Int32Array;
  /** Pairs of a row's index and its hash: most rows that differ are told apart without a look at them. */
  #slots: Int32Array = new Int32Array(1 << 8).fill(emptySlot);

  constructor(width: number) {
    this.width = width;
    this.#rows = new Int32Array(width << 5);
  }

  /** The index of `row`; equal to the old `count` if the row is new. */
  add(row: Int32Array): number {
    const { width } = this;
    const rows = this.#rows;
    let slots = this.#slots;
    if (this.count * 4 >= slots.length) slots = this.#grow();
    const mask = slots.length - 1;
    const hash = hashRow(row, 0, width);
    let at = (hash << 1) & mask;
    for (;;) {
      const index = slots[at] as number;
      if (index === emptySlot) break;
      if (slots[at + 1] === hash) {
        const base = index * width;
        let i = 0;
        while (i < width && rows[base + i] === row[i]) i++;
        if (i === width) return index;
      }
      at = (at + 2) & mask;
    }
    slots[at] = this.count;
    slots[at + 1] = hash;
    return this.#append(row);
  }

  /** Writes the row of that index into `words`. */
  read(index: number, words: Int32Array): void {
    const { width } = this;
    const rows = this.#rows;
    for (let i = 0, base = index * width; i < width; i++) words[i] = rows[base + i] as number;
  }

  #append(row: Int32Array): number {
    const { width } = this;
    const base = this.count * width;
    if (base + width > this.#rows.length) this.#rows = grow(this.#rows);
    const rows = this.#rows;
    for (let i = 0; i < width; i++) rows[base + i] = row[i] as number;
    return this.count++;
  }

  #grow(): Int32Array {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2).fill(emptySlot);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === emptySlot) continue;
      const hash = old[from + 1] as number;
      let at = (hash << 1) & mask;
      while (slots[at] !== emptySlot) at = (at + 2) & mask;
      slots[at] = old[from] as number;
      slots[at + 1] = hash;
    }
    this.#slots = slots;
    return slots;
  }
}

function hashRow(rows: Int32Array, base: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ (rows[base + i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function grow(words: Int32Array): Int32Array {
  const larger = new Int32Array(Math.max(words.length * 2, 64));
  larger.set(words);
  return larger;
}

/** A long list of three whole numbers each. */
export class Triples {
  count = 0;
  #numbers: Int32Array = new Int32Array(0);

  add(x: number, y: number, z: number): void {
    const at = 3 * this.count++;
    if (at + 3 > this.#numbers.length) this.#numbers = grow(this.#numbers);
    this.#numbers[at] = x;
    this.#numbers[at + 1] = y;
    this.#numbers[at + 2] = z;
  }

  get(index: number): [number, number, number] {
    const [x, y, z] = [3 * index, 3 * index + 1, 3 * index + 2];
    return [this.#numbers[x] as number, this.#numbers[y] as number, this.#numbers[z] as number];
  }
}

export const STEP = 0;
export const TIMEOUT = 1;
export const SPURIOUS = 2;
/** The events by which a sleeping thread wakes by itself. */
export type SelfWaking = typeof TIMEOUT | typeof SPURIOUS;

/** What takes one state to the next: a thread and what happened to it, in one byte. */
export function makeLabel(thread: number, event: number, isUnreliable: boolean): number {
  return (thread << 3) | (event << 1) | (isUnreliable ? 1 : 0);
}

export const threadOf = (label: number): number => label >> 3;
export const eventOf = (label: number): number => (label >> 1) & 3;
export const isUnreliable = (label: number): boolean => (label & 1) === 1;

/** Edges by source: those of one are side by side. */
export class EdgeStore {
  count = 0;
  targets: Int32Array = new Int32Array(1 << 6);
  labels: Uint8Array = new Uint8Array(1 << 6);
  /** Where the edges of each state begin and end, for those below `expanded`. */
  starts: Int32Array = new Int32Array(1 << 6);
  ends: Int32Array = new Int32Array(1 << 6);
  expanded = 0;
  #opened = 0;

  add(target: number, label: number): void {
    if (this.count === this.targets.length) {
      this.targets = grow(this.targets);
      const labels = new Uint8Array(this.targets.length);
      labels.set(this.labels);
      this.labels = labels;
    }
    this.targets[this.count] = target;
    this.labels[this.count++] = label;
  }

  /** The edges that were added since the last call are all those of `state`: the next one, or one that had others. */
  closeState(state: number): void {
    if (state === this.starts.length) {
      this.starts = grow(this.starts);
      this.ends = grow(this.ends);
    }
    this.starts[state] = this.#opened;
    this.ends[state] = this.#opened = this.count;
    if (state === this.expanded) this.expanded++;
  }

  /** The next state has what was added since the last one was closed. */
  startOf(state: number): number {
    if (state < this.expanded) return this.starts[state] as number;
    return state === this.expanded ? this.#opened : this.count;
  }

  endOf(state: number): number {
    return state < this.expanded ? (this.ends[state] as number) : this.count;
  }
}
