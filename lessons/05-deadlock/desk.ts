// The desk that Alice and Bob share: a pen, a notebook, and a note of who has and who wants which.

import { Mutex } from "#solution/02-locks/mutex.ts";
import type { WaitForGraph } from "#solution/05-deadlock/find-cycle.ts";

export const people = ["Alice", "Bob"] as const;
export const things = ["pen", "notebook"] as const;
export type Person = (typeof people)[number];
export type Thing = (typeof things)[number];

export class Desk {
  /** A mutex and who has it for each thing, what is wanted for each person, and how many have arrived. */
  static readonly length = 7;
  readonly cells: Int32Array;
  readonly #owners: Int32Array;
  readonly #wishes: Int32Array;
  readonly #arrived: Int32Array;

  constructor(cells = new Int32Array(new SharedArrayBuffer(4 * Desk.length))) {
    this.cells = cells;
    this.#owners = cells.subarray(2, 4);
    this.#wishes = cells.subarray(4, 6);
    this.#arrived = cells.subarray(6, 7);
  }

  /** Waits until the thing is free, and leaves a note of it in the meantime. */
  take(person: Person, thing: Thing): void {
    Atomics.store(this.#wishes, people.indexOf(person), things.indexOf(thing) + 1);
    this.#mutex(thing).lock();
    Atomics.store(this.#owners, things.indexOf(thing), people.indexOf(person) + 1);
    Atomics.store(this.#wishes, people.indexOf(person), 0);
  }

  putBack(thing: Thing): void {
    Atomics.store(this.#owners, things.indexOf(thing), 0);
    this.#mutex(thing).unlock();
  }

  /** Sleeps until everybody has taken a thing. */
  waitUntilAllHaveOne(): void {
    Atomics.add(this.#arrived, 0, 1);
    Atomics.notify(this.#arrived, 0);
    for (;;) {
      const arrived = Atomics.load(this.#arrived, 0);
      if (arrived >= people.length) return;
      Atomics.wait(this.#arrived, 0, arrived);
    }
  }

  ownerOf(thing: Thing): Person | undefined {
    return people[Atomics.load(this.#owners, things.indexOf(thing)) - 1];
  }

  wishOf(person: Person): Thing | undefined {
    return things[Atomics.load(this.#wishes, people.indexOf(person)) - 1];
  }

  /** Whoever wants a thing waits for whoever has it. */
  whoWaitsForWhom(): WaitForGraph {
    return new Map(
      people.map((person) => {
        const wish = this.wishOf(person);
        const owner = wish && this.ownerOf(wish);
        return [person, owner ? [owner] : []];
      }),
    );
  }

  #mutex(thing: Thing): Mutex {
    return new Mutex(this.cells.subarray(things.indexOf(thing), things.indexOf(thing) + 1));
  }
}
