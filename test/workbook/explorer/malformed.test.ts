// A scenario may come from a file whose types nobody checked: each field that is none of a scenario is named in a sentence.

import { expect, test } from "vitest";
import { MalformedScenario } from "#workbook/explorer/contract/check-scenario.ts";
import type { Scenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { outcomes } from "#workbook/explorer/outcomes.ts";
import { mapSchedules } from "#workbook/explorer/walk.ts";

const scenario = { name: "one", memory: { a: 1 }, threads: [() => {}] };
const threads = "to be an array of functions, or a count and a function";
const cell = "to be a length, an array of integers or a typed array";

test.each<[unknown, string]>([
  [undefined, "Expected the scenario to be an object, got undefined."],
  [[scenario], "Expected the scenario to be an object, got an array."],
  [{ ...scenario, name: 3 }, "Expected `name` to be a text, got 3."],
  [{ ...scenario, threads: 3 }, `Expected \`threads\` ${threads}, got 3.`],
  [{ ...scenario, threads: undefined }, `Expected \`threads\` ${threads}, got undefined.`],
  [{ ...scenario, threads: () => {} }, `Expected \`threads\` ${threads}, got a function.`],
  [{ ...scenario, threads: [() => {}, 2] }, "Expected `threads[1]` to be a function, got 2."],
  [
    { ...scenario, threads: [] },
    "Expected the length of `threads` to be a whole number from 1 to 15, got 0.",
  ],
  [
    { ...scenario, threads: { count: 16, run() {} } },
    "Expected `threads.count` to be a whole number from 1 to 15, got 16.",
  ],
  [
    { ...scenario, threads: { count: "2", run() {} } },
    'Expected `threads.count` to be a whole number from 1 to 15, got "2".',
  ],
  [
    { ...scenario, threads: { count: 2 } },
    "Expected `threads.run` to be a function, got undefined.",
  ],
  [
    { ...scenario, memory: undefined },
    "Expected `memory` to be an object that names its cells, got undefined.",
  ],
  [
    { ...scenario, memory: new Int32Array(2) },
    "Expected `memory` to be an object that names its cells, got an Int32Array.",
  ],
  [{ ...scenario, memory: { a: -1 } }, `Expected \`memory.a\` ${cell}, got -1.`],
  [{ ...scenario, memory: { a: null } }, `Expected \`memory.a\` ${cell}, got null.`],
  [{ ...scenario, memory: { a: Symbol("x") } }, `Expected \`memory.a\` ${cell}, got Symbol(x).`],
  [
    { ...scenario, memory: { a: [0, 1.5] } },
    "Expected `memory.a[1]` to be an integer of 32 bits, got 1.5.",
  ],
  [
    { ...scenario, memory: { a: [2 ** 31] } },
    "Expected `memory.a[0]` to be an integer of 32 bits, got 2147483648.",
  ],
  [
    { ...scenario, memory: { a: new Uint8ClampedArray(1) } },
    "Expected `memory.a` to be one of Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array, BigInt64Array, BigUint64Array, Float32Array, Float64Array, got a Uint8ClampedArray.",
  ],
  [
    { ...scenario, memory: { a: 1e12 } },
    "Expected the length of `memory.a` to be such that `memory` has at most 65536 elements, got 1000000000000.",
  ],
  [
    { ...scenario, memory: { "\u001B[31m": -1 } },
    `Expected \`memory.\uFFFD[31m\` ${cell}, got -1.`,
  ],
  [{ ...scenario, final: true }, "Expected `final` to be a function, or to be left out, got true."],
  [
    { ...scenario, invariant: "x > 0" },
    'Expected `invariant` to be a function, or to be left out, got "x > 0".',
  ],
])("refuses what is no scenario, %#", (value, sentence) => {
  const given = value as Scenario;
  for (const search of [explore, outcomes, mapSchedules] as ((of: Scenario) => unknown)[]) {
    const refused = (() => {
      try {
        search(given);
        return undefined;
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(MalformedScenario);
    expect((refused as Error).message).toMatch(/^[^\n]* Write, for example, .*\.$/);
    expect((refused as Error).message.split(" Write, ")[0]).toBe(sentence);
  }
});

const fields = "`name`, `memory`, `threads`, `invariant`, `final`";

test.each<[string, unknown, string]>([
  [
    "`thread`",
    { name: "one", memory: { a: 1 }, thread: [() => {}] },
    `Expected a scenario to have no fields but ${fields}, got \`thread\`.`,
  ],
  [
    "`finally`",
    { ...scenario, finally: () => true },
    `Expected a scenario to have no fields but ${fields}, got \`finally\`.`,
  ],
  [
    "a name that steers a terminal",
    { ...scenario, "\u001B[31m": 1 },
    `Expected a scenario to have no fields but ${fields}, got \`\uFFFD[31m\`.`,
  ],
  [
    "`final` in the wrong place",
    { ...scenario, threads: { count: 2, run() {}, final: () => true } },
    "Expected `threads` to have no fields but `count`, `run`, got `final`.",
  ],
])("refuses a field that a scenario has not: %s", (_, value, sentence) => {
  expect(() => explore(value as Scenario)).toThrow(new MalformedScenario(sentence));
});
