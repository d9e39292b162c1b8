// What an explored typed array or `DataView` stands for, and how an access to it becomes an operation of the runner.

import { arrayTypes } from "../memory/layout.ts";
import { type ElementType, elementSize, READ, type Value, WRITE } from "../memory/operation.ts";
import { activeRunner, type Runner } from "./thread-runner.ts";

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

/** The property of a view's array, or `DataView`, that tells the view. */
export const viewKey = Symbol("view");

/** The views asked for last, each with its array: to ask a proxy is slower. */
const recentArrays: unknown[] = [undefined, undefined, undefined, undefined];
const recentViews: (View | undefined)[] = [undefined, undefined, undefined, undefined];
let oldest = 0;

/** The view behind a typed array that a thread was given; undefined for any other value. */
export function findView(array: unknown): View | undefined {
  for (let i = 0; i < 4; i++) {
    if (recentArrays[i] === array) return recentViews[i];
  }
  if (typeof array !== "object" || array === null) return undefined;
  const view = (array as { [viewKey]?: View })[viewKey];
  if (view !== undefined) {
    recentArrays[oldest] = array;
    recentViews[oldest] = view;
    oldest = (oldest + 1) & 3;
  }
  return view;
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
