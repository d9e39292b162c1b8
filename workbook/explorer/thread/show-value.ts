// A value as text: equal for values that nothing can tell apart, whatever they are made of.

import { findView } from "../interceptions/views.ts";
import type { Value } from "../memory/operation.ts";
import { showKey } from "../memory/operation-table.ts";

/** Deeper than what a thread returns on purpose; a list may be longer than the stack is deep. */
const maxDepth = 100;

/** No getter is called: what it gives is no part of the value. A proxy of the author's may refuse to be looked into. */
export function showValue(value: unknown): string {
  const seen = new Map<object, number>();
  const show = (part: unknown, depth: number): string => {
    if (typeof part === "string") return JSON.stringify(part);
    if ((typeof part !== "object" && typeof part !== "function") || part === null) {
      return showKey(part as Value);
    }
    const known = seen.get(part);
    if (known !== undefined) return `<${known}>`;
    seen.set(part, seen.size);
    if (depth === maxDepth) return "…";
    try {
      return look(part, depth + 1);
    } catch {
      return "closed";
    }
  };
  const look = (part: object, depth: number): string => {
    const view = findView(part);
    if (view) return `view ${view.type} ${view.offset} ${view.length}`;
    const inside = listInside(part).map((one) => show(one, depth));
    const properties = Reflect.ownKeys(part).flatMap((key) => {
      const property = Object.getOwnPropertyDescriptor(part, key);
      if (!property || (!property.enumerable && key !== "cause")) return [];
      return `${String(key)}: ${"value" in property ? show(property.value, depth) : "accessor"}`;
    });
    return `${nameType(part)} {${[...inside, ...properties].join(", ")}}`;
  };
  return show(value, 0);
}

/** What an object holds beside its properties. */
function listInside(object: object): unknown[] {
  if (object instanceof Error) return [object.name, object.message];
  if (object instanceof Map) return [...object].flat();
  if (object instanceof Set) return [...object];
  if (object instanceof RegExp) return [String(object)];
  if (object instanceof ArrayBuffer) return [...new Uint8Array(object)];
  if (object instanceof DataView) return [object.buffer, object.byteOffset, object.byteLength];
  if (object instanceof Date || object instanceof Number || object instanceof Boolean) {
    return [object.valueOf()];
  }
  if (Array.isArray(object)) return [object.length];
  return typeof object === "function" ? [object.name] : [];
}

/** The name of its class, which no property of its own may hide. */
function nameType(object: object): string {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return "null";
  const { value } = Object.getOwnPropertyDescriptor(prototype, "constructor") ?? {};
  return typeof value === "function" ? value.name : "";
}
