// What a typed array can do besides being indexed: properties and methods, each in terms of elements.

import { arrayTypes } from "../memory/layout.ts";
import { createArray, currentRunner, type View } from "./views.ts";

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

/** Everything but the elements, by key. */
export function makeMethods(view: View, buffer: SharedArrayBuffer): Map<string | symbol, unknown> {
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
    return createArray(view.type, buffer, view.offset + from * view.size, Math.max(to - from, 0));
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

/** Stands for the explored `SharedArrayBuffer`. Nothing but our own constructors can look inside. */
export function createBuffer(sizeBytes: number): SharedArrayBuffer {
  const known = new Map<string | symbol, unknown>([
    ["byteLength", sizeBytes],
    ["maxByteLength", sizeBytes],
    ["growable", false],
    ["constructor", SharedArrayBuffer],
    [Symbol.toStringTag, "SharedArrayBuffer"],
  ]);
  const target = Object.create(SharedArrayBuffer.prototype) as SharedArrayBuffer;
  return new Proxy(target, {
    get(_, key) {
      if (known.has(key)) return known.get(key);
      if (key === "slice" || key === "grow") {
        return () => currentRunner().unsupported(`it calls \`${key}\` on the explored buffer`);
      }
      if (key === Symbol.iterator || key === "length") {
        currentRunner().unsupported(
          "it makes a view with a constructor that was captured before the exploration began",
        );
      }
      return undefined;
    },
    set: (_, key) =>
      currentRunner().unsupported(`it sets the property \`${String(key)}\` on the explored buffer`),
  });
}
