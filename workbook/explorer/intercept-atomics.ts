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
} from "./operation.ts";
import { activeRunner, ordinaryErrors, type Runner } from "./runner.ts";
import { coerce, findView, type View } from "./views.ts";

type AnyFunction = (...args: unknown[]) => unknown;
type AtomicsFunctions = Record<string, AnyFunction>;

const isInstalled = Symbol.for("interleave.explorer.atomics");

/** Patches `Atomics`; a second call does nothing. */
export function installAtomics(): void {
  const target = Atomics as unknown as AtomicsFunctions & { [isInstalled]?: boolean };
  if (target[isInstalled]) return;
  Object.defineProperty(target, isInstalled, { value: true });
  patch(target, "load", (runner, view, index) => request(runner, view, index, LOAD));
  patch(target, "store", (runner, view, index, value) => {
    const number = view.isBigInt ? BigInt(value as bigint) : toInteger(value);
    return request(runner, view, index, STORE, coerce(view.type, number), number);
  });
  for (const [name, kind] of readModifyWrites)
    patch(target, name, (runner, view, index, value) =>
      request(runner, view, index, kind, coerce(view.type, value)),
    );
  patch(target, "compareExchange", (runner, view, index, expected, replacement) => {
    const a = coerce(view.type, expected);
    return request(runner, view, index, COMPARE_EXCHANGE, a, coerce(view.type, replacement));
  });
  patch(target, "wait", (runner, view, index, value, timeout) => {
    requireWaitable(view);
    const ms = timeout === undefined ? Number.NaN : Number(timeout);
    const timeoutMs = Number.isNaN(ms) ? Number.POSITIVE_INFINITY : Math.max(ms, 0);
    return request(runner, view, index, WAIT, coerce(view.type, value), undefined, timeoutMs);
  });
  patch(target, "notify", (runner, view, index, count) => {
    requireWaitable(view);
    const n = count === undefined ? Number.POSITIVE_INFINITY : Math.max(toInteger(count), 0);
    return request(runner, view, index, NOTIFY, n);
  });
  if ("waitAsync" in target)
    patch(target, "waitAsync", (runner) =>
      runner.unsupported("it calls `Atomics.waitAsync`; only `Atomics.wait` can be explored"),
    );
}

const readModifyWrites: [string, number][] = [
  ["add", ADD],
  ["sub", SUB],
  ["and", AND],
  ["or", OR],
  ["xor", XOR],
  ["exchange", EXCHANGE],
];

/** Two more arguments are as many as any function of `Atomics` takes; one left out is undefined. */
type Patched = (runner: Runner, view: View, index: number, a: unknown, b: unknown) => Value;

function patch(target: AtomicsFunctions, name: string, patched: Patched): void {
  const real = target[name];
  if (real === undefined) return;
  const replacement = (array: unknown, index: unknown, a: unknown, b: unknown): unknown => {
    const runner = activeRunner();
    if (runner === undefined) return real(array, index, a, b);
    runner.checkUnwinding();
    const view = findView(array);
    if (view === undefined || view.type === undefined)
      return forward(runner, real, array, index, a, b);
    if (view.type === "Float32" || view.type === "Float64" || view.isDataView)
      throw ordinary(new TypeError(`Atomics.${name} needs a view of integers.`));
    return patched(runner, view, toIndex(view, index), a, b);
  };
  Object.defineProperty(replacement, "name", { value: name });
  Object.defineProperty(target, name, { value: replacement, writable: true, configurable: true });
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
  if (ArrayBuffer.isView(array) && array.buffer instanceof SharedArrayBuffer)
    runner.unsupported("it uses shared memory that the scenario's `memory` does not name");
  try {
    return real(array, index, a, b);
  } catch (error) {
    throw ordinary(error);
  }
}

function ordinary(error: unknown): unknown {
  if (typeof error === "object" && error !== null) ordinaryErrors.add(error);
  return error;
}

function request(
  runner: Runner,
  view: View,
  index: number,
  kind: number,
  a?: Value,
  b?: Value,
  timeoutMs = Number.POSITIVE_INFINITY,
): Value {
  const { request } = runner;
  request.kind = kind;
  request.type = view.type;
  request.offset = view.offset + index * view.size;
  request.size = view.size;
  request.a = a;
  request.b = b;
  request.timeoutMs = timeoutMs;
  request.bigEndian = false;
  return runner.perform();
}

function toIndex(view: View, index: unknown): number {
  const number = toInteger(index);
  if (number < 0 || number >= view.length)
    throw ordinary(
      new RangeError(`Index ${String(index)} is outside a view of length ${view.length}.`),
    );
  return number;
}

function toInteger(value: unknown): number {
  if (typeof value === "number" && (value | 0) === value) return value | 0;
  const number = Math.trunc(Number(value));
  return Number.isNaN(number) ? 0 : number + 0;
}

function requireWaitable(view: View): void {
  if (view.type !== "Int32" && view.type !== "BigInt64")
    throw ordinary(new TypeError("Atomics.wait and notify need an Int32Array or a BigInt64Array."));
}
