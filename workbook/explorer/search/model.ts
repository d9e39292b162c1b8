// What a scenario is to the search: its threads as machines, a state as a row, and how one leads to the next.

import type { MemorySpec, Scenario } from "../contract/scenario.ts";
import type { Settings } from "../contract/settings.ts";
import { replaceConstructors } from "../interceptions/constructors.ts";
import { refuseImpurity } from "../interceptions/impure.ts";
import { createBuffer } from "../interceptions/view-methods.ts";
import { createArray } from "../interceptions/views.ts";
import { type Layout, layOut } from "../memory/layout.ts";
import {
  applyOperation,
  type Bytes,
  NOTIFY,
  readValue,
  type Value,
  WAIT,
} from "../memory/operation.ts";
import { OperationTable } from "../memory/operation-table.ts";
import { HistoryTree } from "../thread/history.ts";
import type { Local } from "../thread/local.ts";
import { ThreadMachine } from "../thread/thread-machine.ts";
import { SPURIOUS, TIMEOUT } from "./state-store.ts";

/** A thread's word in a row: its local state, and its place in the wait list (0: awake). */
const rankBits = 4;
const rankMask = 15;
export const maxThreads = 15;

export interface Model {
  layout: Layout;
  /** Words of memory at the start of a row. */
  memoryWords: number;
  threadCount: number;
  /** Words of a row. */
  width: number;
  table: OperationTable;
  machines: ThreadMachine[];
  /** Groups of interchangeable threads with more than one member. */
  groups: number[][];
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

/** What was replaced for an exploration, and is put back after it, however it ends. */
export class Replacements {
  #undo: (() => void)[] = [];

  add(undo: () => void): void {
    this.#undo.push(undo);
  }

  restore(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }
}

/** Makes the model; until `replacements` are restored, the global constructors are ours. */
export function createModel<M extends MemorySpec>(
  scenario: Scenario<M>,
  { reductions, loopRounds }: Pick<Settings, "reductions" | "loopRounds">,
  extraWords: number,
  replacements: Replacements,
): Model {
  const layout = layOut(scenario.memory);
  const buffer = createBuffer(layout.sizeBytes);
  const cells: Record<string, unknown> = {};
  for (const { name, type, offset, length } of layout.cells) {
    cells[name] = createArray(type, buffer, offset, length);
  }
  const m = Object.freeze(cells) as never;
  const runs = listRuns(scenario);
  if (runs.length === 0 || runs.length > maxThreads) {
    throw new TypeError(`A scenario has 1 to ${maxThreads} threads, got ${runs.length}.`);
  }
  const bodies = runs.map((run, id) => () => run(m, id));
  replacements.add(replaceConstructors(buffer, layout.sizeBytes));
  replacements.add(refuseImpurity());
  const table = new OperationTable();
  const groups = reductions.symmetry ? groupAlike(runs) : runs.map((_, id) => [id]);
  const machines: ThreadMachine[] = [];
  for (const group of groups) {
    // One body stands for all if it cannot even see its id.
    const members = isBlindToId(group.map((id) => runs[id] as Run)) ? group.slice(0, 1) : group;
    const tree = new HistoryTree(
      members.map((id) => bodies[id] as () => unknown),
      group,
      table,
    );
    const machine = new ThreadMachine(tree, layout.initial, loopRounds);
    for (const id of group) machines[id] = machine;
  }
  const memoryWords = layout.sizeBytes / 4;
  return {
    layout,
    memoryWords,
    threadCount: runs.length,
    width: memoryWords + runs.length + extraWords,
    table,
    machines,
    groups: groups.filter((group) => group.length > 1),
    onMove: undefined,
  };
}

type Run = (m: never, id: number) => unknown;

function listRuns<M extends MemorySpec>({ threads }: Scenario<M>): Run[] {
  if ("run" in threads) return Array.from({ length: threads.count }, () => threads.run as Run);
  return [...threads] as unknown as Run[];
}

/** Threads with one function or one text: taken for interchangeable until they differ. */
function groupAlike(runs: readonly Run[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [id, run] of runs.entries()) {
    const text = Function.prototype.toString.call(run);
    const group = groups.get(text);
    if (group === undefined) {
      groups.set(text, [id]);
    } else {
      group.push(id);
    }
  }
  return [...groups.values()];
}

/** One function whose only parameter is the memory. */
function isBlindToId(runs: readonly Run[]): boolean {
  const [first] = runs;
  if (first === undefined || runs.some((run) => run !== first)) return false;
  const text = Function.prototype.toString.call(first);
  return (
    !/\barguments\b/.test(text) && /^(function\b[^(]*\(|\(?)\s*[\w$]*\s*\)?\s*(=>|\{)/.test(text)
  );
}

/** A row that one can compute with: the memory is readable as bytes. */
export interface Row {
  words: Int32Array;
  bytes: Bytes;
}

export function createRow(model: Model): Row {
  const words = new Int32Array(model.width);
  return { words, bytes: { words, view: new DataView(words.buffer) } };
}

export function writeInitialRow(model: Model, row: Row): void {
  row.words.fill(0);
  row.words.set(model.layout.initial);
  for (let t = 0; t < model.threadCount; t++) {
    row.words[model.memoryWords + t] = (model.machines[t] as ThreadMachine).root.id << rankBits;
  }
}

export function localOf(model: Model, words: Int32Array, thread: number): Local {
  const word = words[model.memoryWords + thread] as number;
  return (model.machines[thread] as ThreadMachine).locals[word >> rankBits] as Local;
}

/** The thread's place among those asleep on its cell, from 1; 0 if it is awake. */
export function rankOf(model: Model, words: Int32Array, thread: number): number {
  return (words[model.memoryWords + thread] as number) & rankMask;
}

/** Sends a thread on in `row`, awake. */
function moveOn(model: Model, row: Row, thread: number, result: Value): void {
  const machine = model.machines[thread] as ThreadMachine;
  model.onMove?.(thread, result);
  const next = machine.step(localOf(model, row.words, thread), result);
  row.words[model.memoryWords + thread] = next.id << rankBits;
}

/** Changes `row` to the state after the thread's next operation. The thread is awake and not over. */
export function doStep(model: Model, row: Row, thread: number): void {
  const { op } = localOf(model, row.words, thread);
  if (op === undefined) throw new Error("A thread that is over has no next step.");
  if (op.kind === WAIT) {
    if (readValue(op, row.bytes) !== op.a) {
      moveOn(model, row, thread, "not-equal");
    } else if (op.timeoutMs <= 0) {
      moveOn(model, row, thread, "timed-out");
    } else {
      (row.words[model.memoryWords + thread] as number) |= 1 + countAsleep(model, row, op.offset);
    }
  } else if (op.kind === NOTIFY) {
    const count = Math.min(op.a as number, countAsleep(model, row, op.offset));
    if (count > 0) wakeFirst(model, row, op.offset, count);
    moveOn(model, row, thread, count);
  } else moveOn(model, row, thread, applyOperation(op, row.bytes));
}

/** Changes `row` to the state after a sleeping thread woke by itself. */
export function doWake(model: Model, row: Row, thread: number, event: number): void {
  const rank = rankOf(model, row.words, thread);
  const offset = localOf(model, row.words, thread).op?.offset ?? -1;
  moveOn(model, row, thread, event === TIMEOUT ? "timed-out" : "ok");
  if (event !== TIMEOUT && event !== SPURIOUS) throw new Error(`No such event: ${event}.`);
  for (let u = 0; u < model.threadCount; u++) {
    if (isAsleepOn(model, row, u, offset) && rankOf(model, row.words, u) > rank) {
      (row.words[model.memoryWords + u] as number)--;
    }
  }
}

function isAsleepOn(model: Model, row: Row, thread: number, offset: number): boolean {
  return (
    rankOf(model, row.words, thread) > 0 && localOf(model, row.words, thread).op?.offset === offset
  );
}

function countAsleep(model: Model, row: Row, offset: number): number {
  let count = 0;
  for (let u = 0; u < model.threadCount; u++) if (isAsleepOn(model, row, u, offset)) count++;
  return count;
}

function wakeFirst(model: Model, row: Row, offset: number, count: number): void {
  for (let u = 0; u < model.threadCount; u++) {
    if (!isAsleepOn(model, row, u, offset)) continue;
    if (rankOf(model, row.words, u) <= count) {
      moveOn(model, row, u, "ok");
    } else {
      (row.words[model.memoryWords + u] as number) -= count;
    }
  }
}

/** Makes rows equal that differ only in which of several interchangeable threads is where. */
export function canonicalize(model: Model, words: Int32Array): void {
  for (const group of model.groups) {
    for (let i = 1; i < group.length; i++) {
      const word = words[model.memoryWords + (group[i] as number)] as number;
      let j = i - 1;
      for (; j >= 0; j--) {
        const other = words[model.memoryWords + (group[j] as number)] as number;
        if (other <= word) break;
        words[model.memoryWords + (group[j + 1] as number)] = other;
      }
      words[model.memoryWords + (group[j + 1] as number)] = word;
    }
  }
}
