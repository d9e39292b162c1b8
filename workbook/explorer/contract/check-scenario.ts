// A scenario as it came from a file, of which no compiler may have seen the types: is it one?

import type { MemorySpec, Scenario } from "./scenario.ts";

/** A thread's rank in a wait list has four bits of its word in a row. */
const maxThreads = 15;
/** A state holds all of them. */
const maxElements = 65_536;

const cellArrays = [
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  BigInt64Array,
  BigUint64Array,
  Float32Array,
  Float64Array,
].map(({ name }) => name);

const scenarioFields = ["name", "memory", "threads", "invariant", "final"];
const threadsFields = ["count", "run"];

/** Its message is a sentence or two: what was expected of which field, what it is, and what to write. */
export class MalformedScenario extends TypeError {}

/** Throws a `MalformedScenario` about the first field of `value` with which something is wrong. */
export function checkScenario(value: unknown): asserts value is Scenario<MemorySpec> {
  if (!isRecord(value)) refuse("the scenario", "an object", value, "{ name, memory, threads }");
  checkFields("a scenario", value, scenarioFields);
  if (typeof value.name !== "string") refuse("`name`", "a text", value.name, '"two counters"');
  checkMemory(value.memory);
  checkThreads(value.threads);
  for (const field of ["invariant", "final"]) {
    const judge = value[field];
    if (judge !== undefined && typeof judge !== "function")
      refuse(`\`${field}\``, "a function, or to be left out", judge, "(m) => m.counter[0] <= 2");
  }
}

function checkThreads(threads: unknown): void {
  const example = "[(m) => { m.counter[0]++; }] or { count: 2, run: (m) => { m.counter[0]++; } }";
  if (Array.isArray(threads)) {
    checkCount("the length of `threads`", threads.length);
    for (const [i, body] of threads.entries())
      if (typeof body !== "function")
        refuse(`\`threads[${i}]\``, "a function", body, "(m) => { m.counter[0]++; }");
  } else if (isRecord(threads)) {
    checkFields("`threads`", threads, threadsFields);
    checkCount("`threads.count`", threads.count);
    if (typeof threads.run !== "function")
      refuse("`threads.run`", "a function", threads.run, "(m) => { m.counter[0]++; }");
  } else {
    refuse("`threads`", "an array of functions, or a count and a function", threads, example);
  }
}

/** A field by another name is a slip: what stands in it would be passed over in silence. */
function checkFields(what: string, record: object, fields: readonly string[]): void {
  const unknown = Object.keys(record).find((name) => !fields.includes(name));
  if (unknown === undefined) return;
  const known = fields.map(quote).join(", ");
  throw new MalformedScenario(
    clean(`Expected ${what} to have no fields but ${known}, got ${quote(shorten(unknown))}.`),
  );
}

function quote(name: string): string {
  return `\`${name}\``;
}

function checkCount(what: string, count: unknown): void {
  const isCount = Number.isInteger(count) && Number(count) >= 1 && Number(count) <= maxThreads;
  if (!isCount) refuse(what, `a whole number from 1 to ${maxThreads}`, count, "2");
}

function checkMemory(memory: unknown): void {
  if (!isRecord(memory) || ArrayBuffer.isView(memory))
    refuse("`memory`", "an object that names its cells", memory, "{ counter: 1 }");
  let elements = 0;
  for (const [name, cell] of Object.entries(memory)) {
    const what = `\`memory.${name}\``;
    checkCell(what, cell);
    elements += typeof cell === "number" ? cell : (cell as unknown[]).length;
    if (elements > maxElements)
      refuse(
        `the length of ${what}`,
        `such that \`memory\` has at most ${maxElements} elements`,
        elements,
        "1",
      );
  }
}

function checkCell(what: string, cell: unknown): void {
  if (Array.isArray(cell)) {
    // Not `every`, which leaves out what was never set.
    const wrong = cell.findIndex((one) => !Number.isInteger(one) || (one | 0) !== one);
    if (wrong >= 0)
      refuse(`${what.slice(0, -1)}[${wrong}]\``, "an integer of 32 bits", cell[wrong], "0");
  } else if (ArrayBuffer.isView(cell)) {
    const type = (cell as Int32Array)[Symbol.toStringTag] ?? "DataView";
    if (!cellArrays.includes(type))
      refuse(what, `one of ${cellArrays.join(", ")}`, cell, "new Int32Array(1)");
  } else if (typeof cell !== "number" || !Number.isInteger(cell) || cell < 0) {
    refuse(what, "a length, an array of integers or a typed array", cell, "1, or [0]");
  }
  const length = typeof cell === "number" ? cell : (cell as unknown[]).length;
  if (length === 0) refuse(`the length of ${what}`, "1 or more", 0, "1, or [0]");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(what: string, expected: string, got: unknown, example: string): never {
  throw new MalformedScenario(
    clean(
      `Expected ${what} to be ${expected}, got ${describe(got)}. Write, for example, ${example}.`,
    ),
  );
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  if (typeof value === "function") return "a function";
  if (ArrayBuffer.isView(value)) {
    const type = Object.prototype.toString.call(value).slice(8, -1);
    return `${type.startsWith("Int") ? "an" : "a"} ${type}`;
  }
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "bigint" ? `${shorten(String(value))}n` : shorten(String(value));
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

/** A name of a field may hold what steers a terminal. */
function clean(text: string): string {
  return text.replace(/\p{Cc}/gu, "�");
}
