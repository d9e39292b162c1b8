// A thread as a tree of histories, found by running the thread: once for each new history.

import { captureStack, type Stop } from "../interceptions/stop.ts";
import { type Log, Runner, type RunOptions } from "../interceptions/thread-runner.ts";
import { isSame, type Operation, type Request, type Value } from "../memory/operation.ts";
import type { OperationTable } from "../memory/operation-table.ts";
import { type End, endOf, impure } from "./end.ts";
import { type Excursion, type History, makeHistory, mapKey } from "./history.ts";

/** Most loops that end do so within this many rounds: then no long log is made for them. */
const fewRounds = 4;

type Ended = Exclude<Stop, { kind: "operation" }>;

/** Threads that were taken for interchangeable are not. */
export class SymmetryBroken extends Error {}

/** Guesses what a thread will be given next, as if the others stood still. A wrong guess costs a little time. */
export interface Foresight {
  /** The result of `op`; `unforeseen` if the thread would have to wait. */
  foresee(op: Operation): Value | typeof unforeseen;
}

export const unforeseen = Symbol("unforeseen");

/** The histories of one thread, or of several that are taken for interchangeable. */
export class HistoryTree {
  readonly root: History;
  readonly runner = new Runner();
  /** Histories that were asked for. */
  size = 0;
  #bodies: readonly (() => unknown)[];
  #threads: readonly number[];
  readonly table: OperationTable;
  #log: Log = { results: [], length: 0, operations: [], known: 0 };

  /** `bodies[i]` is what thread `threads[i]` does. */
  constructor(
    bodies: readonly (() => unknown)[],
    threads: readonly number[],
    table: OperationTable,
  ) {
    this.#bodies = bodies;
    this.#threads = threads;
    this.table = table;
    this.root = this.#discover(undefined, undefined);
  }

  /** The history one result longer. If it is new, the thread is run: on from there, as far as `foresight` goes. */
  extend(history: History, result: Value, foresight?: Foresight): History {
    const key = mapKey(result);
    const known = history.children?.get(key);
    if (known !== undefined) {
      if (known.isForeseen) this.size += 1;
      known.isForeseen = false;
      return known;
    }
    const child = this.#discover(history, result, foresight);
    history.children ??= new Map();
    history.children.set(key, child);
    return child;
  }

  /** The history after all `results`, or at the thread's end before: run once, however many. */
  extendAll(history: History, results: readonly Value[]): History {
    let node = history;
    let used = 0;
    for (; used < results.length && node.op !== undefined; used++) {
      const result = results[used];
      const known = node.children?.get(mapKey(result));
      if (known === undefined && this.#bodies.length === 1) break;
      node = known ?? this.extend(node, result);
    }
    if (used === results.length || node.op === undefined) return node;
    const log = this.#fill(node);
    const depth = log.length;
    for (; used < results.length; used++) log.results[log.length++] = results[used];
    const observer = (at: number): void => {
      node = this.#append(node, log.results[at - 1]);
      node.op = this.table.intern(this.runner.request);
    };
    const options = { isMadeUp: true, observer, observeFrom: depth + 1 };
    const stop = this.runner.run(this.#body(), log, options);
    if (stop.kind === "operation") return node;
    node = this.#append(node, log.results[node.depth]);
    node.end = this.#endAfter(0, stop, log, { isMadeUp: true });
    return node;
  }

  #append(parent: History, result: Value): History {
    const child = makeHistory(parent, result);
    parent.children ??= new Map();
    parent.children.set(mapKey(result), child);
    return child;
  }

  /**
   * Runs `history`, then `excursion`, and then whatever `answer` gives, for at most `limit` more
   * operations. Nothing of it is kept. Returns what was seen, equal for what looks the same.
   */
  probe(
    history: History,
    limit: number,
    answer: (op: Request) => Value,
    excursion?: Excursion,
  ): string {
    const log = this.#fill(history);
    const { results } = log;
    if (excursion !== undefined) {
      const { period, rounds, exit } = excursion;
      for (let i = 0; i < rounds; i++) {
        for (const result of period) {
          results[log.length++] = result;
        }
      }
      for (const result of exit) results[log.length++] = result;
    }
    const depth = log.length;
    log.length += limit;
    let seen = 0;
    let count = 0;
    const observer = (at: number): void => {
      if (count >= limit) return;
      const { request } = this.runner;
      seen = mix(seen, (request.kind << 20) ^ request.offset ^ (request.size << 16));
      seen = mix(mix(seen, toHash(request.a)), toHash(request.b));
      results[at] = answer(request);
      count++;
    };
    // Longer than the known log: the observer answers just before the runner looks.
    const options = { isMadeUp: true, observer, observeFrom: depth };
    const stop = this.runner.run(this.#body(), log, options);
    if (count >= limit) return String(seen);
    if (stop.kind === "diverged" || stop.kind === "operation") return `${seen} left`;
    return `${seen} ${endOf(stop).key}`;
  }

  /** How many times in a row, up to `limit`, `period` brings the thread back to the same operation. */
  pump(history: History, period: readonly Value[], limit: number): number {
    const { length } = period;
    const ops: Operation[] = [];
    let node = this.extendAll(history, period);
    if (node.depth < history.depth + length) return 0;
    for (; node !== history && node.parent?.op !== undefined; node = node.parent) {
      ops.unshift(node.parent.op);
    }
    const few = this.#goRound(history, period, ops, Math.min(fewRounds, limit));
    return few < fewRounds ? few : this.#goRound(history, period, ops, limit);
  }

  #goRound(
    history: History,
    period: readonly Value[],
    ops: readonly Operation[],
    rounds: number,
  ): number {
    const log = this.#fill(history);
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < period.length; i++) {
        log.results[log.length] = period[i];
        log.operations[log.length++] = ops[i] as Operation;
      }
    }
    log.known = log.length;
    this.runner.run(this.#body(), log, { isMadeUp: true });
    return Math.floor((this.runner.position - history.depth) / period.length);
  }

  /** Runs a history once more. Says what differs, or undefined. */
  recheck(history: History): End | undefined {
    for (const i of this.#bodies.keys()) {
      const again = this.#run(i, history);
      if (again.op !== history.op || again.end?.key !== history.end?.key) {
        return again.end?.kind === "unsupported" ? again.end : impure("", "");
      }
    }
    return undefined;
  }

  /**
   * Runs a thread along made-up results that answer `operations`, and should lead where `history` leads. Returns
   * after how many of them it did something else; undefined if it did not.
   */
  follow(results: Value[], operations: Operation[], { op, end }: History): number | undefined {
    const { length } = results;
    const log: Log = { results, operations, length, known: length };
    for (const [i, body] of this.#bodies.entries()) {
      this.runner.thread = this.#threads[i] as number;
      const stop = this.runner.run(body, log, { isMadeUp: true });
      const { position, request } = this.runner;
      if (position < length || stop.kind === "diverged") return position;
      const isSameNext =
        stop.kind === "operation"
          ? op !== undefined && isSame(op, request)
          : endOf(stop).key === end?.key;
      if (!isSameNext) return position;
    }
    return undefined;
  }

  #body(): () => unknown {
    const [body] = this.#bodies;
    this.runner.thread = this.#threads[0] as number;
    if (body === undefined) throw new Error("A tree of histories needs a thread.");
    return body;
  }

  #discover(parent: History | undefined, result: Value, foresight?: Foresight): History {
    this.size += 1;
    const child = makeHistory(parent, result);
    const last = this.#runAhead(child, foresight);
    for (let i = 1; i < this.#bodies.length; i++) {
      const { op, end } = this.#run(i, last);
      if (op !== last.op || end?.key !== last.end?.key) throw new SymmetryBroken();
    }
    return child;
  }

  /** Runs `first`, which has not been run yet, and what `foresight` says comes then. Returns the last history that it came to. */
  #runAhead(first: History, foresight?: Foresight): History {
    if (foresight === undefined) {
      Object.assign(first, this.#run(0, first));
      return first;
    }
    let node = first;
    const met = new Set<Operation>();
    const goOn = (): boolean => {
      const op = this.table.intern(this.runner.request);
      node.op = op;
      // A loop is not gone round, since it may have no end.
      const result = met.has(op) ? unforeseen : foresight.foresee(op);
      if (result === unforeseen) return false;
      met.add(op);
      const log = this.#log;
      log.operations[node.depth] = op;
      log.results[node.depth] = result;
      node = this.#append(node, result);
      node.isForeseen = true;
      log.length = log.known = node.depth;
      return true;
    };
    const { end } = this.#run(0, first, { goOn });
    node.end = end;
    if (node === first || end?.kind !== "unsupported") return node;
    // It is found again, with its place, if the search comes there.
    const { parent, result } = node;
    parent?.children?.delete(mapKey(result));
    return parent ?? node;
  }

  /** The stack at each operation of `history` and at the one it leads to, or of the error it ends with. */
  captureStacks(history: History): string[] {
    const stacks: string[] = [];
    const observer = (): void => void stacks.push(captureStack());
    const { end } = this.#run(0, history, { observer, keepsStacks: true });
    if (end?.kind === "threw") stacks.push((end.error as Error | undefined)?.stack ?? "");
    return stacks;
  }

  #run(i: number, history: History, options?: RunOptions): { op?: Operation; end?: End } {
    const log = this.#fill(history);
    this.runner.thread = this.#threads[i] as number;
    const stop = this.runner.run(this.#bodies[i] as () => unknown, log, options);
    if (stop.kind === "operation") return { op: this.table.intern(this.runner.request) };
    return { end: this.#endAfter(i, stop, log, options) };
  }

  /** The end that a run came to. Of what cannot be explored the place is told: it is run again for its stack. */
  #endAfter(i: number, stop: Ended, log: Log, options: RunOptions = {}): End {
    let end = stop;
    if ("stack" in stop && !stop.stack.includes("\n")) {
      const body = this.#bodies[i] as () => unknown;
      const again = this.runner.run(body, log, { ...options, keepsStacks: true });
      if (again.kind === stop.kind) end = again as Ended;
    }
    if (end.kind !== "diverged") return endOf(end);
    return impure(end.stack, ` at its operation ${end.position + 1}`);
  }

  /** The log of `history`, good until the next. */
  #fill(history: History): Log {
    const log = this.#log;
    const { depth } = history;
    log.length = depth;
    log.known = depth;
    for (let node = history; node.parent !== undefined; node = node.parent) {
      const { op } = node.parent;
      if (op === undefined) throw new Error("A thread that is over has no next result.");
      // Filled from their start when they grow: arrays with holes are slow.
      while (log.results.length < depth) log.results.push(undefined);
      while (log.operations.length < depth) log.operations.push(op);
      log.results[node.depth - 1] = node.result;
      log.operations[node.depth - 1] = op;
    }
    return log;
  }
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function toHash(value: Value): number {
  if (typeof value === "number") return Number.isInteger(value) ? value : Math.imul(value * 1e6, 7);
  return value === undefined ? 0x5bd1e995 : Number(BigInt.asIntN(32, BigInt(value)));
}
