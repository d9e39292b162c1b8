// What a typed array can do besides being indexed: properties and methods, each in terms of elements.

import { arrayTypes } from "../memory/layout.ts";
import type { View } from "./views.ts";

type Elements = { [index: number]: unknown; length: number };

/** Methods of `Array.prototype` that do to a typed array what its own method of that name does. */
const generic = [
  "at",
  "copyWithin",
  "entries",
  "every",
  "fill",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "forEach",
  "includes",
  "indexOf",
  "join",
  "keys",
  "lastIndexOf",
  "reduce",
  "reduceRight",
  "reverse",
  "some",
  "values",
] as const;

const copying = ["slice", "map", "filter"] as const;

const arrayPrototype = Array.prototype as unknown as Record<
  string,
  (this: unknown, ...args: unknown[]) => unknown
>;

/** Everything but the elements, by key. `createPart` makes another array over `buffer`, from an offset in bytes. */
export function makeMethods(
  view: View,
  buffer: SharedArrayBuffer,
  createPart: (offset: number, length: number) => object,
): Map<string | symbol, unknown> {
  const Real = arrayTypes[view.type];
  const methods = new Map<string | symbol, unknown>([
    ["length", view.length],
    ["byteLength", view.length * view.size],
    ["byteOffset", view.offset],
    ["buffer", buffer],
    ["BYTES_PER_ELEMENT", view.size],
    ["constructor", Real],
    [Symbol.toStringTag, `${view.type}Array`],
  ]);
  for (const name of generic) {
    const method = arrayPrototype[name];
    if (method) methods.set(name, method);
  }
  methods.set(Symbol.iterator, arrayPrototype.values);
  for (const name of copying) {
    methods.set(name, function copy(this: Elements, ...args: unknown[]) {
      const plain = arrayPrototype[name]?.apply(Array.from(this as ArrayLike<unknown>), args);
      return new Real(plain as never);
    });
  }
  methods.set("set", setElements);
  methods.set("sort", function sort(this: Elements, compare?: (x: never, y: never) => number) {
    const sorted = new Real(Array.from(this as ArrayLike<never>)).sort(compare as never);
    setElements.call(this, sorted);
    return this;
  });
  methods.set("subarray", (begin?: number, end?: number) => {
    const from = relative(begin ?? 0, view.length);
    const to = end === undefined ? view.length : relative(end, view.length);
    return createPart(view.offset + from * view.size, Math.max(to - from, 0));
  });
  methods.set("toString", function joinElements(this: Elements) {
    return arrayPrototype.join?.call(this);
  });
  methods.set("toLocaleString", methods.get("toString"));
  return methods;
}

function setElements(this: Elements, source: ArrayLike<unknown>, offset = 0): void {
  const values = Array.from(source);
  if (offset < 0 || offset + values.length > this.length) {
    throw new RangeError("offset is out of bounds");
  }
  for (let i = 0; i < values.length; i++) this[offset + i] = values[i];
}

function relative(position: number, length: number): number {
  const integer = Math.trunc(position) || 0;
  return integer < 0 ? Math.max(length + integer, 0) : Math.min(integer, length);
}
