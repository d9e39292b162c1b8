// A thread as a tree of histories: each node is one log of results and what the thread does next.
import { type End, endOf, impure } from "./end.ts";
import type { Operation, Value } from "./operation.ts";
import type { OperationTable } from "./operation-table.ts";
import { captureStack, type Request, Runner } from "./runner.ts";

export interface History {
  parent: History | undefined;
  /** The result that led here from `parent`. */
  result: Value;
  depth: number;
  /** What the thread does next; undefined at its end. */
  op: Operation | undefined;
  end: End | undefined;
  children: Map<Value, History> | undefined;
}

/** Threads that were taken for interchangeable are not. */
export class SymmetryBroken extends Error {}

/** The histories of one thread, or of several that are taken for interchangeable. */
export class HistoryTree {
  readonly root: History;
  readonly runner = new Runner();
  #bodies: readonly (() => unknown)[];
  #threads: readonly number[];
  #table: OperationTable;
  #log: Value[] = [];
  #expected: (Operation | undefined)[] = [];

  /** `bodies[i]` is what thread `threads[i]` does. */
  constructor(
    bodies: readonly (() => unknown)[],
    threads: readonly number[],
    table: OperationTable,
  ) {
    this.#bodies = bodies;
    this.#threads = threads;
    this.#table = table;
    this.root = this.#discover(undefined, undefined);
  }

  /** The history one result longer, run if it is new. */
  extend(history: History, result: Value): History {
    const key = mapKey(result);
    const known = history.children?.get(key);
    if (known !== undefined) return known;
    const child = this.#discover(history, result);
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
    const depth = this.#fill(node);
    const total = depth + results.length - used;
    for (let at = depth; at < total; at++) this.#log[at] = results[used + at - depth];
    this.runner.observer = (at) => {
      if (at <= depth) return;
      node = this.#append(node, this.#log[at - 1]);
      node.op = this.#table.intern(this.runner.request);
    };
    const outcome = this.runner.run(this.#body(), this.#log, total, this.#expected, false);
    this.runner.observer = undefined;
    if (outcome.kind === "operation") return node;
    node = this.#append(node, this.#log[node.depth]);
    node.end = outcome.kind === "diverged" ? impure(outcome.stack, "") : endOf(outcome);
    return node;
  }

  /** A history that is not kept and was not run: good for `probe`. */
  imagine(history: History, results: readonly Value[]): History {
    let node = history;
    for (const result of results) node = makeHistory(node, result);
    return node;
  }

  #append(parent: History, result: Value): History {
    const child = makeHistory(parent, result);
    parent.children ??= new Map();
    parent.children.set(mapKey(result), child);
    return child;
  }

  /**
   * Runs `history` and then whatever `answer` gives, for at most `limit` more operations.
   * `visit` sees each operation met; it ends the run by returning false.
   */
  probe(history: History, limit: number, answer: (op: Request, at: number) => Value): string {
    const depth = this.#fill(history);
    const log = this.#log;
    let seen = 0;
    let count = 0;
    this.runner.observer = (at) => {
      if (at < depth || count >= limit) return;
      const { request } = this.runner;
      seen = mix(seen, (request.kind << 20) ^ request.offset ^ (request.size << 16));
      seen = mix(mix(seen, toHash(request.a)), toHash(request.b));
      log[at] = answer(request, count++);
    };
    // Longer than the known log: the observer answers just before the runner looks.
    const outcome = this.runner.run(this.#body(), log, depth + limit, this.#expected, false);
    this.runner.observer = undefined;
    if (count >= limit) return String(seen);
    if (outcome.kind === "diverged" || outcome.kind === "operation") return `${seen} left`;
    return `${seen} ${endOf(outcome).key}`;
  }

  /** How many times in a row, up to `limit`, `period` brings the thread back to the same operation. */
  pump(history: History, period: readonly Value[], limit: number): number {
    const depth = this.#fill(history);
    const { length } = period;
    const total = depth + length * limit;
    const log = this.#log;
    const ops: Operation[] = [];
    let same = 0;
    this.runner.observer = (at) => {
      if (at < depth || same < 0) return;
      const i = (at - depth) % length;
      const op = ops[i];
      if (op === undefined) ops.push(this.#table.intern(this.runner.request));
      else if (isRequest(op, this.runner.request)) same = at - depth;
      else this.runner.leave({ kind: "operation" });
      log[at] = period[i];
    };
    this.runner.run(this.#body(), log, total, this.#expected, false);
    this.runner.observer = undefined;
    return Math.floor(same / length);
  }

  /** Runs a history once more. Says what differs, or undefined. */
  recheck(history: History): End | undefined {
    for (const i of this.#bodies.keys()) {
      const again = this.#run(i, history);
      if (again.op !== history.op || again.end?.key !== history.end?.key)
        return again.end?.kind === "unsupported" ? again.end : impure("", "");
    }
    return undefined;
  }

  #body(): () => unknown {
    const [body] = this.#bodies;
    this.runner.thread = this.#threads[0] as number;
    if (body === undefined) throw new Error("A tree of histories needs a thread.");
    return body;
  }

  #discover(parent: History | undefined, result: Value): History {
    const child = makeHistory(parent, result);
    for (const i of this.#bodies.keys()) {
      const { op, end } = this.#run(i, child);
      if (i === 0) {
        child.op = op;
        child.end = end;
      } else if (op !== child.op || end?.key !== child.end?.key) throw new SymmetryBroken();
    }
    return child;
  }

  /** The stack at each operation of `history` and at the one it leads to. */
  captureStacks(history: History): string[] {
    const stacks: string[] = [];
    this.runner.observer = () => stacks.push(captureStack());
    this.#run(0, history);
    this.runner.observer = undefined;
    return stacks;
  }

  #run(i: number, history: History): { op?: Operation; end?: End } {
    const depth = this.#fill(history);
    this.runner.thread = this.#threads[i] as number;
    const body = this.#bodies[i] as () => unknown;
    const outcome = this.runner.run(body, this.#log, depth, this.#expected);
    if (outcome.kind === "operation") return { op: this.#table.intern(this.runner.request) };
    if (outcome.kind === "diverged")
      return { end: impure(outcome.stack, ` at its operation ${outcome.position + 1}`) };
    return { end: endOf(outcome) };
  }

  /** Writes the log of `history`; returns its length. */
  #fill(history: History): number {
    const { depth } = history;
    this.#expected.length = depth;
    for (let node = history; node.parent !== undefined; node = node.parent) {
      this.#log[node.depth - 1] = node.result;
      this.#expected[node.depth - 1] = node.parent.op;
    }
    return depth;
  }
}

function makeHistory(parent: History | undefined, result: Value): History {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  return { parent, result, depth, op: undefined, end: undefined, children: undefined };
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function toHash(value: Value): number {
  if (typeof value === "number") return Number.isInteger(value) ? value : Math.imul(value * 1e6, 7);
  return value === undefined ? 0x5bd1e995 : Number(BigInt.asIntN(32, BigInt(value)));
}

/** A `Map` takes -0 for 0; a log must not. */
export function mapKey(value: Value): Value {
  return Object.is(value, -0) ? "-0" : value;
}

function isRequest(op: Operation, request: Request): boolean {
  return (
    op.kind === request.kind &&
    op.offset === request.offset &&
    op.a === request.a &&
    op.b === request.b &&
    op.type === request.type
  );
}
