// Which thread may go on alone in a state, because nothing that the others can do before has to do with its next step.
//
// Persistent sets of one step (Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996),
// for threads whose code is not seen: what the others can do is read off the edges that the search has met so far.
// The README says why that is enough.

import {
  ACQUIRE,
  COMPARE_EXCHANGE,
  LOAD,
  NOTIFY,
  type Operation,
  READ,
  type Reach,
  STORE,
  type Value,
  valueAfter,
  WAIT,
  WRITE,
  writes,
} from "../memory/operation.ts";
import type { Local } from "../thread/local.ts";
import type { Model } from "./model.ts";
import { isReady, localOf, type Row, rankOf } from "./row.ts";

/** A thread that is followed further than this is given up: what it can do is too much to be of use. */
const localLimit = 100;
/** A local state in which following the others was of no use so many times in a row is not followed for any more. */
const missLimit = 20;
/** A word that may have more values than these may have any. */
const valueLimit = 8;

export interface PersistentOptions {
  /** Sleeping threads may time out. */
  timeouts: boolean;
  /** Sleeping threads may wake unasked. */
  spurious: boolean;
  /** Steps that change the memory must be seen in every order: an invariant looks at it. */
  hasInvariant: boolean;
}

/** Where a thread may be, as far as it was followed. */
interface Other {
  running: Set<Local>;
  asleep: Set<Local>;
}

export class PersistentSets {
  readonly #model: Model;
  readonly #options: PersistentOptions;
  /** Values that a word may have while one thread stands still; undefined: any. */
  readonly #values = new Map<number, Set<number> | undefined>();
  readonly #others: Other[];
  readonly #notified = new Set<number>();
  #hasGrown = false;
  readonly #misses = new Map<Local, number>();

  constructor(model: Model, options: PersistentOptions) {
    this.#model = model;
    this.#options = options;
    this.#others = model.machines.map(() => ({ running: new Set(), asleep: new Set() }));
  }

  /** A thread whose next step alone need be taken, or -1. */
  find(row: Row): number {
    const { threadCount } = this.#model;
    for (let t = 0; t < threadCount; t++) {
      if (this.mayGoAlone(row, t, false)) return t;
    }
    return -1;
  }

  /** `isSureToLook`: even where it was of no use lately. */
  mayGoAlone(row: Row, thread: number, isSureToLook: boolean): boolean {
    const local = localOf(this.#model, row.words, thread);
    const { op } = local;
    if (op === undefined || op.kind === WAIT || local.isLoopHead) return false;
    if (!isReady(this.#model, row.words, thread)) return false;
    const isWrite = writes(op, row.bytes);
    if (isWrite && this.#options.hasInvariant) return false;
    if (!this.#mayMeet(row, thread, op, isWrite)) return true;
    if (this.#meetsNow(row, thread, op, isWrite)) return false;
    const misses = this.#misses.get(local) ?? 0;
    if (misses === missLimit && !isSureToLook) return false;
    const isAlone = this.#standsInNobodysWay(row, thread, op, isWrite);
    this.#misses.set(local, isAlone ? 0 : Math.min(misses + 1, missLimit));
    return isAlone;
  }

  /** Whether others may ever do something that has to do with `op`, in whatever state. */
  #mayMeet({ words }: Row, thread: number, op: Operation, isWrite: boolean): boolean {
    const { threadCount } = this.#model;
    for (let u = 0; u < threadCount; u++) {
      if (u === thread) continue;
      if (areInConflict(op.reach, isWrite, localOf(this.#model, words, u).reach)) return true;
    }
    return false;
  }

  /** Whether another thread's next operation, or its sleep, has to do with `op`. */
  #meetsNow(row: Row, thread: number, op: Operation, isWrite: boolean): boolean {
    const { threadCount } = this.#model;
    this.#values.clear();
    for (let u = 0; u < threadCount; u++) {
      const other = u === thread ? undefined : localOf(this.#model, row.words, u).op;
      if (other !== undefined && this.#isConflict(op, isWrite, other, row)) return true;
    }
    return false;
  }

  /** Follows the others while `thread` stands still, each by itself, with all values that a word may then have. */
  #standsInNobodysWay(row: Row, thread: number, op: Operation, isWrite: boolean): boolean {
    const { threadCount } = this.#model;
    this.#values.clear();
    this.#notified.clear();
    for (let u = 0; u < threadCount; u++) {
      const { running, asleep } = this.#others[u] as Other;
      running.clear();
      asleep.clear();
      if (u === thread) continue;
      const local = localOf(this.#model, row.words, u);
      (rankOf(this.#model, row.words, u) > 0 ? asleep : running).add(local);
    }
    do {
      this.#hasGrown = false;
      for (let u = 0; u < threadCount; u++) {
        const other = this.#others[u] as Other;
        for (const local of other.asleep) {
          if (this.#isConflict(op, isWrite, local.op as Operation, row)) return false;
          this.#wake(local, other);
        }
        // A set goes on over what is added meanwhile.
        for (const local of other.running) {
          if (local.op === undefined) continue;
          if (other.running.size > localLimit) return false;
          if (this.#isConflict(op, isWrite, local.op, row)) return false;
          this.#follow(local, local.op, other, row);
        }
      }
    } while (this.#hasGrown);
    return true;
  }

  #isConflict(op: Operation, isWrite: boolean, other: Operation, row: Row): boolean {
    if (!areInConflict(op.reach, isWrite, other.reach)) return false;
    if (op.offset + op.size <= other.offset || other.offset + other.size <= op.offset) return false;
    if (isWrite || (other.kind !== COMPARE_EXCHANGE && other.kind !== ACQUIRE)) return true;
    // A compare-exchange that fails is a read.
    const values = this.#valuesOf(other, row);
    return values === undefined || values.has(other.a as number);
  }

  #follow(local: Local, op: Operation, other: Other, row: Row): void {
    const { kind } = op;
    if (kind === WAIT) {
      this.#followWait(local, op, other, row);
    } else if (kind === NOTIFY) {
      if (!this.#notified.has(op.offset)) this.#hasGrown = true;
      this.#notified.add(op.offset);
      goAnywhere(local, other);
    } else if (kind === WRITE || kind === STORE) {
      this.#change(op, Number(op.a), row);
      goAnywhere(local, other);
    } else {
      const values = this.#valuesOf(op, row);
      if (values === undefined) {
        if (kind !== READ && kind !== LOAD) this.#change(op, undefined, row);
        goAnywhere(local, other);
        return;
      }
      for (const value of values) {
        if (kind === ACQUIRE && value !== op.a) continue;
        go(local, kind === ACQUIRE ? undefined : value, other);
        if (kind !== READ && kind !== LOAD) this.#change(op, valueAfter(op, value) as number, row);
      }
    }
  }

  #followWait(local: Local, op: Operation, other: Other, row: Row): void {
    const values = this.#valuesOf(op, row);
    const mayDiffer = values === undefined || values.size > 1 || !values.has(op.a as number);
    if (mayDiffer) go(local, "not-equal", other);
    if (values !== undefined && !values.has(op.a as number)) return;
    if (op.timeoutMs <= 0) {
      go(local, "timed-out", other);
    } else if (!other.asleep.has(local)) {
      other.asleep.add(local);
      this.#hasGrown = true;
    }
  }

  #wake(local: Local, other: Other): void {
    const { offset, timeoutMs } = local.op as Operation;
    if (this.#options.spurious || this.#notified.has(offset)) this.#awake(local, "ok", other);
    if (this.#options.timeouts && timeoutMs < Number.POSITIVE_INFINITY) {
      this.#awake(local, "timed-out", other);
    }
  }

  #awake(local: Local, result: string, other: Other): void {
    const before = other.running.size;
    go(local, result, other);
    if (other.running.size > before) this.#hasGrown = true;
  }

  /** The values that `op` may meet in its word; undefined: any. */
  #valuesOf(op: Operation, row: Row): Set<number> | undefined {
    if (op.word < 0) return undefined;
    if (this.#values.has(op.word)) return this.#values.get(op.word);
    const values = new Set([row.words[op.word] as number]);
    this.#values.set(op.word, values);
    return values;
  }

  #change(op: Operation, value: number | undefined, row: Row): void {
    if (op.word < 0 || value === undefined) {
      for (let word = op.offset >> 2; word * 4 < op.offset + op.size; word++) this.#forget(word);
      return;
    }
    const values = this.#valuesOf(op, row);
    const written = value | 0;
    if (values === undefined || values.has(written)) return;
    this.#hasGrown = true;
    if (values.size === valueLimit) this.#forget(op.word);
    else values.add(written);
  }

  #forget(word: number): void {
    if (this.#values.has(word) && this.#values.get(word) === undefined) return;
    this.#values.set(word, undefined);
    this.#hasGrown = true;
  }
}

function go({ edges }: Local, result: Value, { running }: Other): void {
  const next = edges.get(result);
  if (next !== undefined) running.add(next);
}

/** Where any result leads that was ever met. */
function goAnywhere({ edges }: Local, { running }: Other): void {
  for (const next of edges.values()) running.add(next);
}

/** Whether an operation that touches `x` may have to do with one that touches `y`; `isWrite`: the first one writes. */
function areInConflict(x: Reach, isWrite: boolean, y: Reach): boolean {
  const words = x.reads | x.writes;
  if ((words & y.writes) !== 0) return true;
  if (isWrite && (words & y.reads) !== 0) return true;
  return (x.notifies & y.waits) !== 0;
}
