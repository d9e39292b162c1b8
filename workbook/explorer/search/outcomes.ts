// What can come of a program, read off the finished graph: its last states, and the rounds that nothing leaves.

import type { Outcome, ThreadOutcome } from "../contract/scenario.ts";
import { nameOffset, viewCells } from "../memory/layout.ts";
import type { Value } from "../memory/operation.ts";
import type { History } from "../thread/history.ts";
import type { ThreadMachine } from "../thread/thread-machine.ts";
import { componentsOf } from "./liveness.ts";
import { type Model, watchMoves } from "./model.ts";
import { createRow, doStep, isReady, isWaiting, localOf, type Row } from "./row.ts";
import { permuteAlike } from "./scenario-judge.ts";
import type { Search } from "./search.ts";

/** Steps that a thread that spins is let go on: more than the loops that are folded have. */
const roundSteps = 50;

/** An outcome, and where it was met. */
export interface Reached {
  outcome: Outcome;
  state: number;
  /** If somebody spins: the component of each state. */
  components?: Int32Array;
}

/** Call it on a complete search that collects. Each outcome once, in the order in which the search met them. */
export function collectOutcomes(
  model: Model,
  search: Search,
  tells: (() => string) | undefined,
): Reached[] {
  const outcomes = new Map<string, Reached>();
  for (const { key, ...reached } of reachEnds(model, search, tells)) {
    if (!outcomes.has(key)) outcomes.set(key, reached);
  }
  return [...outcomes.values()];
}

/**
 * What comes of a complete search that collects, for each of its ends. `tells` is asked of a thread that sleeps or spins, just
 * after it was run up to there. Equal outcomes have equal keys.
 */
export function* reachEnds(
  model: Model,
  search: Search,
  tells: (() => string) | undefined,
): Generator<Reached & { key: string }> {
  const { states, edges } = search;
  const row = createRow(model);
  function* reach(state: number, components?: Int32Array): Generator<Reached & { key: string }> {
    states.read(state, row.words);
    const memory = copyMemory(model, row);
    const spins = components !== undefined;
    const ends = Array.from({ length: model.threadCount }, (_, t) =>
      endOf(model, row, t, spins, tells),
    );
    for (const way of permuteAlike(model, ends)) {
      const key = `${row.words.subarray(0, model.memoryWords).join()} ${way.map(({ key }) => key).join("\n")}`;
      const outcome = { threads: way.map(({ end }) => end), memory };
      yield { key, outcome, state, ...(components && { components }) };
    }
  }
  for (let state = 0; state < states.count; state++) {
    if (edges.startOf(state) === edges.endOf(state) && !search.failures.has(state)) {
      yield* reach(state);
    }
  }
  if (search.mayHaveCycle) {
    const components = componentsOf(search);
    for (const state of listRounds(search, components)) yield* reach(state, components);
  }
}

/** The first state of each component that goes round and that nothing leaves. */
function listRounds({ states, edges }: Search, components: Int32Array): number[] {
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
  tells: (() => string) | undefined,
): { key: string; end: ThreadOutcome } {
  const { op, end, histories } = localOf(model, row.words, thread);
  if (end?.kind === "returned")
    return { key: end.key, end: { kind: "returned", value: end.value } };
  if (end?.kind === "threw") return { key: end.key, end: { kind: "threw", error: end.error } };
  const isSpinning = op === undefined || (spins && !isWaiting(model, row.words, thread));
  const told = tells ? { told: ask(model, row, thread, histories[0] as History, tells) } : {};
  const key = JSON.stringify(told);
  if (isSpinning) return { key: `spins ${key}`, end: { kind: "spins", ...told } };
  const cell = nameOffset(model.layout, op.offset);
  return { key: `sleeps ${cell} ${key}`, end: { kind: "sleeps", cell, ...told } };
}

/** A thread that spins is let go round first: the local state that it is in may stand for one before its loop. */
function ask(
  model: Model,
  { words }: Row,
  thread: number,
  from: History,
  tells: () => string,
): string {
  const { tree } = model.machines[thread] as ThreadMachine;
  const row = createRow(model);
  row.words.set(words);
  let history = from;
  const onMove = (mover: number, result: Value): void => {
    if (mover === thread) history = tree.extend(history, result);
  };
  watchMoves(model, onMove, () => {
    for (let i = 0; i < roundSteps && isReady(model, row.words, thread); i++) {
      doStep(model, row, thread);
    }
  });
  tree.recheck(history);
  return tells();
}

function copyMemory(model: Model, { words }: Row): Outcome["memory"] {
  const copy = words.slice(0, model.memoryWords);
  const views = Object.entries(viewCells(model.layout, copy.buffer));
  return Object.fromEntries(views.map(([name, view]) => [name, Array.from(view as Int32Array)]));
}
