// The typed arrays that a thread gets: every access is an operation of the runner.

import { arrayTypes } from "../memory/layout.ts";
import { type ElementType, elementSize, READ, type Value, WRITE } from "../memory/operation.ts";
import { activeRunner, type Runner } from "./thread-runner.ts";
import { makeMethods } from "./view-methods.ts";

export interface View {
  type: ElementType;
  isBigInt: boolean;
  isDataView: boolean;
  /** In bytes, from the start of the explored buffer. */
  offset: number;
  size: number;
  /** In elements; in bytes for a `DataView`. */
  length: number;
}

const views = new WeakMap<object, View>();
/** The views asked for last, each with its array: looking into `views` is slower. */
const recentArrays: unknown[] = [undefined, undefined, undefined, undefined];
const recentViews: (View | undefined)[] = [undefined, undefined, undefined, undefined];
let oldest = 0;

/** The view behind a typed array that a thread was given; undefined for any other value. */
export function findView(array: unknown): View | undefined {
  for (let i = 0; i < 4; i++) if (recentArrays[i] === array) return recentViews[i];
  if (typeof array !== "object" || array === null) return undefined;
  const view = views.get(array);
  if (view !== undefined) {
    recentArrays[oldest] = array;
    recentViews[oldest] = view;
    oldest = (oldest + 1) & 3;
  }
  return view;
}

export function registerView(array: object, view: View): void {
  views.set(array, view);
}

/** The conversion that storing into a typed array does. */
export function coerce(type: ElementType, value: unknown): Value {
  if (type === "Int32" && typeof value === "number") return value | 0;
  const one = new arrayTypes[type](1) as Int32Array;
  one[0] = value as number;
  return one[0];
}

/** The runner, or an error: cells live only while their thread is being explored. */
export function currentRunner(): Runner {
  const runner = activeRunner();
  if (runner === undefined) {
    throw new Error("This memory belongs to an exploration and is used outside its threads.");
  }
  runner.checkUnwinding();
  return runner;
}

/** One plain access, at `byteOffset` from the start of the view. */
export function accessPlain(
  view: View,
  byteOffset: number,
  type: ElementType,
  isWrite: boolean,
  value: unknown,
  bigEndian = false,
): Value {
  const coerced = isWrite ? coerce(type, value) : undefined;
  const runner = currentRunner();
  const { request } = runner;
  request.kind = isWrite ? WRITE : READ;
  request.type = type;
  request.offset = view.offset + byteOffset;
  request.size = elementSize[type];
  request.a = coerced;
  request.b = undefined;
  request.timeoutMs = Number.POSITIVE_INFINITY;
  request.bigEndian = bigEndian;
  return runner.perform();
}

/** The element index that a property key means, NaN for a canonical number that is none, or -1. */
function indexOfKey(key: string | symbol): number {
  if (typeof key !== "string") return -1;
  const first = key.charCodeAt(0);
  if (first >= 48 && first <= 57) return String(+key) === key ? +key : -1;
  return first === 45 && String(+key) === key ? Number.NaN : -1;
}

/** A typed array over part of the explored buffer, for use in threads. */
export function createArray(
  type: ElementType,
  buffer: SharedArrayBuffer,
  offset: number,
  length: number,
): object {
  const size = elementSize[type];
  const isBigInt = type === "BigInt64" || type === "BigUint64";
  const view: View = { type, isBigInt, isDataView: false, offset, size, length };
  // Made on first use: most views are only handed to `Atomics`, and many are made.
  let made: Map<string | symbol, unknown> | undefined;
  const methods = (): Map<string | symbol, unknown> => {
    made ??= makeMethods(view, buffer);
    return made;
  };
  const target = Object.create(arrayTypes[type].prototype) as object;
  const proxy = new Proxy(target, {
    get(_, key) {
      const index = indexOfKey(key);
      if (index >= 0) {
        return index < view.length && Number.isInteger(index)
          ? accessPlain(view, index * size, type, false, undefined)
          : undefined;
      }
      if (Number.isNaN(index)) return undefined;
      return key === "length" ? view.length : methods().get(key);
    },
    set(_, key, value) {
      const index = indexOfKey(key);
      if (index === -1) {
        currentRunner().unsupported(
          `it sets the property \`${String(key)}\` on a typed array, which other threads would not see`,
        );
      }
      if (index >= 0 && index < view.length && Number.isInteger(index)) {
        accessPlain(view, index * size, type, true, value);
      }
      return true;
    },
    has(_, key) {
      const index = indexOfKey(key);
      return index === -1 ? methods().has(key) : index < view.length;
    },
    defineProperty: () => currentRunner().unsupported("it defines a property on a typed array"),
    deleteProperty: () => false,
    ownKeys: () => currentRunner().unsupported("it lists the keys of a typed array"),
    getOwnPropertyDescriptor: () => undefined,
    setPrototypeOf: () => false,
  });
  views.set(proxy, view);
  return proxy;
}
