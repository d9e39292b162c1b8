// What threads return is compared by its text: equal for equal values, and for no others.
import { expect, it } from "vitest";
import { showValue } from "#workbook/explorer/thread/show-value.ts";

class Point {
  readonly x: number;
  constructor(x: number) {
    this.x = x;
  }
}
const self: { own?: unknown } = {};
self.own = self;
const one = { a: 1 };

/** Each makes a value anew; no two are equal. */
const values: (() => unknown)[] = [
  () => 0,
  () => -0,
  () => 1n,
  () => "1",
  () => 1,
  () => undefined,
  () => null,
  () => Symbol("s"),
  () => [1, 2],
  () => [1, [2]],
  () => Object.assign([1], { 2: 2 }),
  () => [1],
  () => new Array(2),
  () => ({ a: 1 }),
  () => ({ a: "1" }),
  () => ({ a: { a: 1 } }),
  () => new Point(1),
  () => new Point(2),
  () => Object.create(null),
  () => new Error("no"),
  () => new TypeError("no"),
  () => new Error("no", { cause: 1 }),
  () => new Map([[1, { a: 2 }]]),
  () => new Map([[1, { a: 3 }]]),
  () => new Set([1, 2]),
  () => Int32Array.of(1),
  () => Int16Array.of(1),
  () => Int32Array.of(1).buffer,
  () => new DataView(Int32Array.of(2).buffer),
  () => new Date(0),
  () => new Date(1),
  () => new Number(1),
  () => new Number(2),
  () => /a/g,
  () => /a/,
  () => self,
  () => ({ own: self }),
  () => [one, one],
  () => [one, { ...one }],
  () => ({ [Symbol("s")]: 1 }),
  () => function f() {},
  () => function g() {},
];

it("equal values have one text, and no two others do", () => {
  const texts = values.map((make) => showValue(make()));
  expect(values.map((make) => showValue(make()))).toEqual(texts);
  expect(new Set(texts).size, texts.join("\n")).toBe(texts.length);
});

it("calls no getter", () => {
  const value = {
    get a(): never {
      throw new Error("called");
    },
  };
  expect(showValue(value)).toBe("Object {a: accessor}");
});

it("comes to an end of a list that is longer than the stack is deep", () => {
  let list: unknown;
  for (let i = 0; i < 100_000; i++) list = { list };
  expect(showValue(list)).toContain("…");
});

it("takes what lets nobody look inside for one value", () => {
  const closed = () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("closed");
        },
      },
    );
  expect(showValue(closed())).toBe(showValue([closed()].at(0)));
});
