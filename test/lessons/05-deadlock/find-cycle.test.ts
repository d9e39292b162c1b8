// The tests of exercise `find-cycle`.

import { expect, it } from "vitest";
import { findCycle, type WaitForGraph } from "#exercise/05-deadlock/find-cycle.ts";

const graphOf = (waiting: Record<string, string[]>): WaitForGraph =>
  new Map(Object.entries(waiting));

/** The same cycle, from its smallest name on. */
function fromSmallest(cycle: string[] | undefined): string[] | undefined {
  if (!cycle) return cycle;
  const smallest = cycle.indexOf([...cycle].sort()[0] ?? "");
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}

it("finds nothing where no thread waits", () => {
  expect(findCycle(new Map())).toBeUndefined();
  expect(findCycle(graphOf({ Alice: [], Bob: [] }))).toBeUndefined();
});

it("finds nothing in a line of threads, each waiting for the next", () => {
  expect(findCycle(graphOf({ Alice: ["Bob"], Bob: ["Carol"] }))).toBeUndefined();
});

it("finds two threads that wait for each other", () => {
  const cycle = findCycle(graphOf({ Alice: ["Bob"], Bob: ["Alice"] }));
  expect(fromSmallest(cycle)).toEqual(["Alice", "Bob"]);
});

it("finds a thread that waits for itself", () => {
  expect(findCycle(graphOf({ Alice: ["Alice"] }))).toEqual(["Alice"]);
});

it("returns a cycle in the order of waiting", () => {
  const cycle = findCycle(graphOf({ Alice: ["Carol"], Bob: ["Alice"], Carol: ["Bob"] }));
  expect(fromSmallest(cycle)).toEqual(["Alice", "Carol", "Bob"]);
});

it("leaves out a thread that waits for the cycle and is not in it", () => {
  const cycle = findCycle(graphOf({ Dan: ["Alice"], Alice: ["Bob"], Bob: ["Alice"] }));
  expect(fromSmallest(cycle)).toEqual(["Alice", "Bob"]);
});

it("takes two ways to one thread for no cycle", () => {
  const graph = graphOf({ Alice: ["Bob", "Carol"], Bob: ["Dan"], Carol: ["Dan"] });
  expect(findCycle(graph)).toBeUndefined();
});

it("takes a thread that is named twice for no cycle", () => {
  expect(findCycle(graphOf({ Alice: ["Bob", "Bob"], Bob: ["Carol"] }))).toBeUndefined();
});

it("looks at all that a thread waits for, not at the first alone", () => {
  const graph = graphOf({ Alice: ["Bob", "Carol"], Bob: [], Carol: ["Alice"] });
  expect(findCycle(graph), "Alice and Carol wait for each other").toBeDefined();
});

it("leaves out threads that did not lead into the cycle", () => {
  const graph = graphOf({ Alice: ["Bob", "Carol"], Bob: ["Dan"], Dan: [], Carol: ["Alice"] });
  expect(fromSmallest(findCycle(graph))).toEqual(["Alice", "Carol"]);
});

it("looks past threads that are in no cycle", () => {
  const graph = graphOf({ Alice: ["Bob"], Carol: ["Dan"], Dan: ["Carol"] });
  expect(fromSmallest(findCycle(graph))).toEqual(["Carol", "Dan"]);
});

it("takes any name for a thread, even one that every object has", () => {
  const [one, other] = ["constructor", "toString"];
  const graph = new Map([
    [one, [other]],
    [other, [one]],
  ]);
  expect(fromSmallest(findCycle(graph)), "the cycle of constructor and toString").toEqual([
    one,
    other,
  ]);
});

it("is right about each of the 512 ways in which three threads can wait", () => {
  for (let ways = 0; ways < 512; ways++) {
    // One name is empty, and one begins with another.
    const names = ["a1", "a", ""];
    const graph = new Map(
      names.map((name, from) => [name, names.filter((_, to) => ways & (1 << (3 * from + to)))]),
    );
    const shown = [...graph]
      .map(([name, waitsFor]) => `${JSON.stringify(name)} → ${JSON.stringify(waitsFor)}`)
      .join(", ");
    const cycle = findCycle(graph);
    expect(cycle !== undefined, `a cycle in ${shown}`).toBe(!comesToAnEnd(graph));
    for (const [index, thread] of (cycle ?? []).entries()) {
      const next = cycle?.[(index + 1) % cycle.length] ?? "";
      expect(graph.get(thread), `whom ${thread} waits for, ${cycle} in ${shown}`).toContain(next);
    }
    expect(new Set(cycle).size, `different threads of ${cycle}`).toBe(cycle?.length ?? 0);
  }
});

it("follows no thread again whose waiting comes to an end", () => {
  const graph = new CountingMap(layers(40));
  expect(findCycle(graph)).toBeUndefined();
});

/** Whether all are done if again and again those end who wait for nobody. */
function comesToAnEnd(graph: WaitForGraph): boolean {
  const left = new Map(graph);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [name, waitsFor] of left)
      if (!waitsFor.some((other) => left.has(other))) left.delete(name);
  }
  return left.size === 0;
}

/** `count` layers of two threads, each waiting for both of the next: 2 ** count paths. */
function layers(count: number): [string, string[]][] {
  return Array.from({ length: count }, (_, layer) => layer).flatMap((layer) =>
    ["a", "b"].map((side): [string, string[]] => [
      `${side}${layer}`,
      [`a${layer + 1}`, `b${layer + 1}`],
    ]),
  );
}

/** Complains when it is asked far more often than there are threads. */
class CountingMap extends Map<string, readonly string[]> {
  #asked = 0;

  override get(thread: string): readonly string[] | undefined {
    this.#asked++;
    if (this.#asked > 20 * this.size)
      throw new Error(`${this.size} threads, and the graph was asked ${this.#asked} times`);
    return super.get(thread);
  }
}
