// Options in another order each time, and the same for as long as the program runs.

import { describe, expect, test } from "vitest";
import {
  arrange,
  asWritten,
  chooseOptionOrder,
  shuffleBy,
} from "#workbook/session/option-order.ts";

const seeds = Array.from({ length: 200 }, (_, index) => String(index));

describe("the order of options", () => {
  test("has each of them once, the same every time that the question is shown", () => {
    for (const seed of seeds) {
      const order = shuffleBy(seed)("01-sums/hello", 5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      expect(shuffleBy(seed)("01-sums/hello", 5)).toEqual(order);
    }
  });

  test("puts each option of a question at each place, about as often", () => {
    const places = [0, 0, 0];
    for (const seed of seeds) {
      const place = shuffleBy(seed)("07-pools/crash", 3).indexOf(1);
      places[place] = (places[place] ?? 0) + 1;
    }
    for (const count of places) expect(count).toBeGreaterThan(seeds.length / 5);
  });

  test("is not that of another question", () => {
    const orders = seeds.map((question) => shuffleBy("one")(question, 4).join(""));
    expect(new Set(orders).size).toBe(24);
  });

  test("can be wished for, and takes what belongs to an option along", () => {
    const options = [{ text: "one" }, { text: "two" }, { text: "three" }];
    expect(arrange(options, chooseOptionOrder("written")("q", 3))).toEqual(options);
    expect(arrange(options, chooseOptionOrder("reversed")("q", 3))).toEqual(options.toReversed());
    expect(asWritten("q", 2)).toEqual([0, 1]);
  });
});
