// The typed arrays that a thread gets: every access to an element is an operation of the runner.

import { arrayTypes } from "../memory/layout.ts";
import { type ElementType, elementSize } from "../memory/operation.ts";
import { makeMethods } from "./view-methods.ts";
import { accessPlain, currentRunner, type View, viewKey } from "./views.ts";

/** The element index that a property key means, NaN for a canonical number that is none, or -1. */
function indexOfKey(key: string | symbol): number {
  if (typeof key !== "string") return -1;
  const first = key.charCodeAt(0);
  if (first >= 48 && first <= 57) return String(+key) === key ? +key : -1;
  return first === 45 && String(+key) === key ? Number.NaN : -1;
}

/** A typed array over part of the explored buffer, for use in threads. Many are made, and most only handed to `Atomics`. */
export function createArray(
  type: ElementType,
  buffer: SharedArrayBuffer,
  offset: number,
  length: number,
): object {
  return new Proxy(targets[type], new ArrayHandler(type, buffer, offset, length));
}

/** What is behind the proxies. Nothing ever changes it. */
const targets = Object.fromEntries(
  Object.entries(arrayTypes).map(([type, { prototype }]) => [type, Object.create(prototype)]),
) as Record<ElementType, object>;

class ArrayHandler implements ProxyHandler<object> {
  readonly #view: View;
  readonly #buffer: SharedArrayBuffer;
  /** Made on first use. */
  #made: Map<string | symbol, unknown> | undefined;

  constructor(type: ElementType, buffer: SharedArrayBuffer, offset: number, length: number) {
    const isBigInt = type === "BigInt64" || type === "BigUint64";
    this.#view = { type, isBigInt, isDataView: false, offset, size: elementSize[type], length };
    this.#buffer = buffer;
  }

  get(_: object, key: string | symbol): unknown {
    const view = this.#view;
    if (key === viewKey) return view;
    const index = indexOfKey(key);
    if (index >= 0) {
      return index < view.length && Number.isInteger(index)
        ? accessPlain(view, index * view.size, view.type, false, undefined)
        : undefined;
    }
    if (Number.isNaN(index)) return undefined;
    return key === "length" ? view.length : this.#methods.get(key);
  }

  set(_: object, key: string | symbol, value: unknown): boolean {
    const view = this.#view;
    const index = indexOfKey(key);
    if (index === -1) {
      currentRunner().unsupported(
        `it sets the property \`${String(key)}\` on a typed array, which other threads would not see`,
      );
    }
    if (!(index >= 0 && index < view.length && Number.isInteger(index))) {
      const length = `${view.length} element${view.length === 1 ? "" : "s"}`;
      currentRunner().unsupported(
        `it writes element ${String(key)} of an array of ${length}, which JavaScript ignores without an error`,
      );
    }
    accessPlain(view, index * view.size, view.type, true, value);
    return true;
  }

  has(_: object, key: string | symbol): boolean {
    const index = indexOfKey(key);
    return index === -1 ? this.#methods.has(key) : index < this.#view.length;
  }

  defineProperty(): never {
    return currentRunner().unsupported("it defines a property on a typed array");
  }

  deleteProperty(): boolean {
    return false;
  }

  ownKeys(): never {
    return currentRunner().unsupported("it lists the keys of a typed array");
  }

  getOwnPropertyDescriptor(): undefined {
    return undefined;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  get #methods(): Map<string | symbol, unknown> {
    this.#made ??= makeMethods(this.#view, this.#buffer, (from, count) =>
      createArray(this.#view.type, this.#buffer, from, count),
    );
    return this.#made;
  }
}
