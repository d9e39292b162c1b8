// The explored `SharedArrayBuffer` as threads see it.

import { currentRunner } from "./views.ts";

/** Browsers have none without certain headers; the explorer needs only the name. */
const Shared = globalThis.SharedArrayBuffer ?? class {};

/** Stands for the memory of the state at hand. Nothing but our own constructors can look inside. */
export function createBuffer(sizeBytes: number): SharedArrayBuffer {
  const known = new Map<string | symbol, unknown>([
    ["byteLength", sizeBytes],
    ["maxByteLength", sizeBytes],
    ["growable", false],
    ["constructor", Shared],
    [Symbol.toStringTag, "SharedArrayBuffer"],
  ]);
  const target = Object.create(Shared.prototype) as SharedArrayBuffer;
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
