// What a scenario is to the search: its memory as words, its threads as machines.

import type { MemorySpec, Scenario } from "../contract/scenario.ts";
import type { Settings } from "../contract/settings.ts";
import type { Layout } from "../memory/layout.ts";
import type { Value } from "../memory/operation.ts";
import { HistoryTree } from "../thread/history-tree.ts";
import { type Merging, ThreadMachine } from "../thread/thread-machine.ts";
import { RowForesight } from "./row-foresight.ts";
import type { ThreadPool } from "./thread-pool.ts";

export interface Model {
  layout: Layout;
  /** Words of memory at the start of a row. */
  memoryWords: number;
  threadCount: number;
  /** Words of a row. One more than memory and threads need, if preemptions are counted. */
  width: number;
  /** The machine of each thread; interchangeable threads have one in common. */
  machines: ThreadMachine[];
  /** Groups of interchangeable threads with more than one member. */
  groups: number[][];
  /** Undefined: threads are run for one history at a time. */
  foresight: RowForesight | undefined;
  /** Told each thread that goes on, and the result it was given. */
  onMove: ((thread: number, result: Value) => void) | undefined;
}

/** Runs `action`, and tells `onMove` of each thread that goes on meanwhile. */
export function watchMoves<T>(
  model: Model,
  onMove: NonNullable<Model["onMove"]>,
  action: () => T,
): T {
  model.onMove = onMove;
  try {
    return action();
  } finally {
    model.onMove = undefined;
  }
}

/** Each machine once. */
export function listMachines({ machines }: Model): Set<ThreadMachine> {
  return new Set(machines);
}

/** What the machines merge from now on; those for which that is a change start again. */
export function setMerging({ machines }: Model, merges: Merging): void {
  for (const machine of machines) machine.setMerging(merges);
}

export function mergesJoins({ machines }: Model): boolean {
  return machines.some(({ merges }) => merges === "joins");
}

/** Edges of threads that were met so far. */
export function countEdges({ machines }: Model): number {
  let count = 0;
  for (const machine of machines) count += machine.edgeCount;
  return count;
}

/** Histories that threads were run for. */
export function countHistories(model: Model): number {
  let count = 0;
  for (const { tree } of listMachines(model)) count += tree.size;
  return count;
}

/** Makes the model of a scenario whose threads are given the memory of `pool`; runs each that is new up to its first operation. */
export function createModel<M extends MemorySpec>(
  scenario: Scenario<M>,
  layout: Layout,
  pool: ThreadPool,
  { reductions, loopRounds, preemptions }: Settings,
): Model {
  const bodies = listBodies(scenario);
  const { cells } = pool.memory;
  const groups = reductions.symmetry
    ? groupAlike(bodies, pool.isKept)
    : bodies.map((_, id) => [id]);
  const machines: ThreadMachine[] = [];
  for (const group of groups) {
    const members = group.map((id) => bodies[id] as Body);
    // One body stands for all if it cannot even see its id.
    const tried = isBlindToId(members) ? members.slice(0, 1) : members;
    const runs = tried.map((body, i) => () => body(cells as never, group[i] as number));
    const make = (): ThreadMachine =>
      new ThreadMachine(new HistoryTree(runs, group, pool.table), layout.initial, loopRounds);
    const machine = pool.isKept ? pool.machineOf(members[0], make) : make();
    for (const id of group) machines[id] = machine;
  }
  const memoryWords = layout.sizeBytes / 4;
  const extraWords = preemptions < Number.POSITIVE_INFINITY ? 1 : 0;
  return {
    layout,
    memoryWords,
    threadCount: bodies.length,
    width: memoryWords + bodies.length + extraWords,
    machines,
    groups: groups.filter((group) => group.length > 1),
    foresight: reductions.runAhead ? new RowForesight(memoryWords) : undefined,
    onMove: undefined,
  };
}

type Body = (m: never, id: number) => unknown;

function listBodies<M extends MemorySpec>({ threads }: Scenario<M>): Body[] {
  if ("run" in threads) return Array.from({ length: threads.count }, () => threads.run as Body);
  return [...threads] as unknown as Body[];
}

/** Threads with one function or, unless only `sameFunction` counts, one text: taken for interchangeable until they differ. */
function groupAlike(bodies: readonly Body[], sameFunction: boolean): number[][] {
  const groups = new Map<unknown, number[]>();
  for (const [id, body] of bodies.entries()) {
    const like = sameFunction ? body : Function.prototype.toString.call(body);
    const group = groups.get(like);
    if (group === undefined) {
      groups.set(like, [id]);
    } else {
      group.push(id);
    }
  }
  return [...groups.values()];
}

/** One function whose only parameter is the memory. */
function isBlindToId(bodies: readonly Body[]): boolean {
  const [first] = bodies;
  if (first === undefined || bodies.some((body) => body !== first)) return false;
  const text = Function.prototype.toString.call(first);
  return (
    !/\barguments\b/.test(text) && /^(function\b[^(]*\(|\(?)\s*[\w$]*\s*\)?\s*(=>|\{)/.test(text)
  );
}
