// A state as a row of words: the memory, and for each thread its local state and its rank; and how one leads to the next.

import {
  ACQUIRE,
  applyOperation,
  type Bytes,
  isHeldUp,
  NOTIFY,
  readValue,
  type Value,
  WAIT,
} from "../memory/operation.ts";
import type { Local } from "../thread/local.ts";
import type { ThreadMachine } from "../thread/thread-machine.ts";
import type { Model } from "./model.ts";
import { type SelfWaking, TIMEOUT } from "./state-store.ts";

/** A thread's word in a row: its local state, and its rank in the wait list (0: awake). */
const rankBits = 4;
const rankMask = 15;

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

/** The thread's rank among those asleep on its cell, from 1; 0 if it is awake. */
export function rankOf(model: Model, words: Int32Array, thread: number): number {
  return (words[model.memoryWords + thread] as number) & rankMask;
}

/** Whether the thread can take a step: it is neither over nor asleep, nor held up. */
export function isReady(model: Model, words: Int32Array, thread: number): boolean {
  const { op } = localOf(model, words, thread);
  return op !== undefined && rankOf(model, words, thread) === 0 && !isHeldUp(op, words);
}

/** Whether the thread cannot go on by itself: it is asleep, or held up. */
export function isWaiting(model: Model, words: Int32Array, thread: number): boolean {
  return localOf(model, words, thread).op !== undefined && !isReady(model, words, thread);
}

/** The threads that are wanted, lowest first. */
export function listThreads(model: Model, isWanted: (thread: number) => boolean): number[] {
  const threads: number[] = [];
  for (let t = 0; t < model.threadCount; t++) {
    if (isWanted(t)) threads.push(t);
  }
  return threads;
}

/** Sends a thread on in `row`, awake. */
function moveOn(model: Model, row: Row, thread: number, result: Value): void {
  const machine = model.machines[thread] as ThreadMachine;
  model.onMove?.(thread, result);
  const next = machine.step(
    localOf(model, row.words, thread),
    result,
    model.foresight?.from(row.words),
  );
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
  } else {
    const result = applyOperation(op, row.bytes);
    moveOn(model, row, thread, op.kind === ACQUIRE ? undefined : result);
  }
}

/** Changes `row` to the state after a sleeping thread woke by itself. */
export function doWake(model: Model, row: Row, thread: number, event: SelfWaking): void {
  const rank = rankOf(model, row.words, thread);
  const offset = localOf(model, row.words, thread).op?.offset ?? -1;
  moveOn(model, row, thread, event === TIMEOUT ? "timed-out" : "ok");
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
  for (let u = 0; u < model.threadCount; u++) {
    if (isAsleepOn(model, row, u, offset)) count++;
  }
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
