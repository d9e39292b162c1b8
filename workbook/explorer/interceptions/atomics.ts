// Replaces the functions of the global `Atomics`, once, when the explorer is loaded. Outside an
// exploration they pass their arguments on.

import {
  ADD,
  AND,
  COMPARE_EXCHANGE,
  EXCHANGE,
  LOAD,
  NOTIFY,
  OR,
  STORE,
  SUB,
  type Value,
  WAIT,
  XOR,
} from "../memory/operation.ts";
import { ordinaryErrors } from "./stop.ts";
import { activeRunner, type Runner } from "./thread-runner.ts";
import { coerce, findView, type View } from "./views.ts";

type AnyFunction = (...args: unknown[]) => unknown;
type AtomicsFunctions = Record<string, AnyFunction>;

const isInstalled = Symbol.for("interleave.explorer.atomics");

/** Patches `Atomics`; a second call does nothing. */
export function installAtomics(): void {
  const target = Atomics as unknown as AtomicsFunctions & { [isInstalled]?: boolean };
  if (target[isInstalled]) return;
  Object.defineProperty(target, isInstalled, { value: true });
  for (const [name, kind] of kinds) patch(target, name, kind);
  if ("waitAsync" in target) patch(target, "waitAsync", WAIT_ASYNC);
}

/** What is called outside of an exploration. */
const outside = new Map<string, { call: AnyFunction }>();

/**
 * From now on, until what it returns is called, what `wrap` makes of the function is what `Atomics` does by this name outside of
 * explorations, also for those who keep it under a name of their own.
 */
export function replaceAtomics(
  name: "wait" | "waitAsync" | "notify" | "load",
  wrap: (call: AnyFunction) => AnyFunction,
): () => void {
  const place = outside.get(name);
  if (place === undefined) throw new Error(`Another explorer has replaced Atomics.${name}.`);
  const { call } = place;
  place.call = wrap(call);
  return () => {
    place.call = call;
  };
}

/** No operation of ours: it is refused. */
const WAIT_ASYNC = -1;

const kinds: [string, number][] = [
  ["load", LOAD],
  ["store", STORE],
  ["add", ADD],
  ["sub", SUB],
  ["and", AND],
  ["or", OR],
  ["xor", XOR],
  ["exchange", EXCHANGE],
  ["compareExchange", COMPARE_EXCHANGE],
  ["wait", WAIT],
  ["notify", NOTIFY],
];

/** None of them takes more than four arguments; one left out is undefined. */
function patch(target: AtomicsFunctions, name: string, kind: number): void {
  const real = target[name];
  if (real === undefined) return;
  const place = { call: real };
  outside.set(name, place);
  const replacement = (array: unknown, index: unknown, a: unknown, b: unknown): unknown => {
    const runner = activeRunner();
    if (runner === undefined) return place.call(array, index, a, b);
    runner.checkUnwinding();
    const view = findView(array);
    if (view === undefined || view.type === undefined) {
      return forward(runner, real, array, index, a, b);
    }
    if (view.type === "Float32" || view.type === "Float64" || view.isDataView) {
      throw ordinary(new TypeError(`Atomics.${name} needs a view of integers.`));
    }
    return operate(runner, kind, view, toIndex(view, index), a, b);
  };
  Object.defineProperty(replacement, "name", { value: name });
  Object.defineProperty(target, name, { value: replacement, writable: true, configurable: true });
}

/** Asks the runner for one operation, its arguments converted as `Atomics` does. */
function operate(
  runner: Runner,
  kind: number,
  view: View,
  index: number,
  a: unknown,
  b: unknown,
): Value {
  const { request } = runner;
  let x: Value;
  let y: Value;
  let timeoutMs = Number.POSITIVE_INFINITY;
  if (kind === STORE) {
    y = view.isBigInt ? BigInt(a as bigint) : toInteger(a);
    x = coerce(view.type, y);
  } else if (kind === WAIT) {
    requireWaitable(view);
    x = coerce(view.type, a);
    const ms = b === undefined ? Number.NaN : Number(b);
    if (!Number.isNaN(ms)) timeoutMs = Math.max(ms, 0);
  } else if (kind === NOTIFY) {
    requireWaitable(view);
    x = a === undefined ? Number.POSITIVE_INFINITY : Math.max(toInteger(a), 0);
  } else if (kind === WAIT_ASYNC) {
    runner.unsupported("it calls `Atomics.waitAsync`; only `Atomics.wait` can be explored");
  } else if (kind !== LOAD) {
    x = coerce(view.type, a);
    if (kind === COMPARE_EXCHANGE) y = coerce(view.type, b);
  }
  request.kind = kind;
  request.type = view.type;
  request.offset = view.offset + index * view.size;
  request.size = view.size;
  request.a = x;
  request.b = y;
  request.timeoutMs = timeoutMs;
  request.bigEndian = false;
  return runner.perform();
}

/** Not a cell of ours: a thread's own array is its own affair, shared memory from elsewhere is not. */
function forward(
  runner: Runner,
  real: AnyFunction,
  array: unknown,
  index: unknown,
  a: unknown,
  b: unknown,
): unknown {
  if (ArrayBuffer.isView(array) && isShared(array.buffer)) {
    runner.unsupported("it uses shared memory that the scenario's `memory` does not name");
  }
  try {
    return real(array, index, a, b);
  } catch (error) {
    throw ordinary(error);
  }
}

/** By its name, since browsers have no `SharedArrayBuffer` without certain headers. */
function isShared(buffer: ArrayBufferLike): boolean {
  return Object.prototype.toString.call(buffer) === "[object SharedArrayBuffer]";
}

function ordinary(error: unknown): unknown {
  if (typeof error === "object" && error !== null) ordinaryErrors.add(error);
  return error;
}

function toIndex(view: View, index: unknown): number {
  const number = toInteger(index);
  if (number < 0 || number >= view.length) {
    throw ordinary(
      new RangeError(`Index ${String(index)} is outside a view of length ${view.length}.`),
    );
  }
  return number;
}

function toInteger(value: unknown): number {
  if (typeof value === "number" && (value | 0) === value) return value | 0;
  const number = Math.trunc(Number(value));
  return Number.isNaN(number) ? 0 : number + 0;
}

function requireWaitable(view: View): void {
  if (view.type !== "Int32" && view.type !== "BigInt64") {
    throw ordinary(new TypeError("Atomics.wait and notify need an Int32Array or a BigInt64Array."));
  }
}
