// The typed arrays that a thread gets: every access to an element is an operation of the runner.

import { arrayTypes } from "../memory/layout.ts";
import { type ElementType, elementSize } from "../memory/operation.ts";
import { makeMethods } from "./view-methods.ts";
import { accessPlain, currentRunner, registerView, type View } from "./views.ts";

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
    made ??= makeMethods(view, buffer, (from, count) => createArray(type, buffer, from, count));
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
  registerView(proxy, view);
  return proxy;
}
