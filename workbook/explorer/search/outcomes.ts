// What can come of a program, read off the finished graph: its last states, and the rounds that nothing leaves.

import type { Outcome, ThreadOutcome } from "../contract/scenario.ts";
import { nameOffset, viewCells } from "../memory/layout.ts";
import { findComponents } from "./liveness.ts";
import type { Model } from "./model.ts";
import { createRow, isWaiting, localOf, type Row } from "./row.ts";
import { permuteAlike } from "./scenario-judge.ts";
import type { Search } from "./search.ts";

/** Call it on a complete search that collects. Each outcome once, in the order in which the search met them. */
export function collectOutcomes(model: Model, search: Search): Outcome[] {
  const { states, edges } = search;
  const row = createRow(model);
  const outcomes = new Map<string, Outcome>();
  const keep = (state: number, spins: boolean): void => {
    states.read(state, row.words);
    const memory = copyMemory(model, row);
    const ends = Array.from({ length: model.threadCount }, (_, t) => endOf(model, row, t, spins));
    for (const way of permuteAlike(model, ends)) {
      const key = `${row.words.subarray(0, model.memoryWords).join()} ${way.map(({ key }) => key).join("\n")}`;
      if (!outcomes.has(key)) outcomes.set(key, { threads: way.map(({ end }) => end), memory });
    }
  };
  for (let state = 0; state < states.count; state++) {
    if (edges.startOf(state) === edges.endOf(state)) keep(state, false);
  }
  for (const state of search.mayHaveCycle ? listRounds(search) : []) keep(state, true);
  return [...outcomes.values()];
}

/** The first state of each component that goes round and that nothing leaves. */
function listRounds(search: Search): number[] {
  const { states, edges } = search;
  const components = findComponents(search);
  const first = new Map<number, number>();
  const left = new Set<number>();
  for (let state = 0; state < states.count; state++) {
    const id = components[state] as number;
    if (!first.has(id)) first.set(id, state);
    // A last state goes nowhere, and is no round.
    if (edges.startOf(state) === edges.endOf(state)) left.add(id);
    for (let e = edges.startOf(state), last = edges.endOf(state); e < last; e++) {
      if (components[edges.targets[e] as number] !== id) left.add(id);
    }
  }
  return [...first].flatMap(([id, state]) => (left.has(id) ? [] : [state]));
}

function endOf(
  model: Model,
  row: Row,
  thread: number,
  spins: boolean,
): { key: string; end: ThreadOutcome } {
  const { op, end } = localOf(model, row.words, thread);
  if (end?.kind === "returned")
    return { key: end.key, end: { kind: "returned", value: end.value } };
  if (end?.kind === "threw") return { key: end.key, end: { kind: "threw", error: end.error } };
  if (op === undefined || (spins && !isWaiting(model, row.words, thread))) {
    return { key: "spins", end: { kind: "spins" } };
  }
  const cell = nameOffset(model.layout, op.offset);
  return { key: `sleeps ${cell}`, end: { kind: "sleeps", cell } };
}

function copyMemory(model: Model, { words }: Row): Outcome["memory"] {
  const copy = words.slice(0, model.memoryWords);
  const views = Object.entries(viewCells(model.layout, copy.buffer));
  return Object.fromEntries(views.map(([name, view]) => [name, Array.from(view as Int32Array)]));
}
