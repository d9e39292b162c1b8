// The benchmarks' own arithmetic: a wrong median would go unnoticed forever.
import { expect, test } from "vitest";
import { readPanReport } from "../explorer/run-spin.ts";
import { interleave } from "./interleave.ts";
import { compare, median, summarize } from "./statistics.ts";
import { renderTable, showNumber, showSummary } from "./table.ts";

test("the median of an odd count is the middle value, however the values are ordered", () => {
  expect(median([9, 1, 5])).toBe(5);
});

test("the median of an even count lies halfway between the middle two", () => {
  expect(median([10, 1, 4, 2])).toBe(3);
});

test("numbers are ordered by size, not by their digits", () => {
  expect(median([100, 9, 20])).toBe(20);
});

test("nothing measured has no median", () => {
  expect(() => median([])).toThrow("Expected at least one measurement");
});

test("a list of measurements is left as it was", () => {
  const values = [3, 1, 2];
  summarize(values);
  expect(values).toEqual([3, 1, 2]);
});

test("a comparison is the ratio of the medians, with the ratios of each round as its spread", () => {
  // Medians 20 and 10; the rounds give 1, 2 and 3.
  expect(compare([10, 20, 30], [10, 10, 10])).toEqual({ median: 2, min: 1, max: 3 });
});

test("a machine that is three times as slow in one round changes neither ratio nor spread", () => {
  expect(compare([20, 60, 20], [10, 30, 10])).toEqual({ median: 2, min: 2, max: 2 });
});

test("lists of unequal length are not compared", () => {
  expect(() => compare([1, 2], [1])).toThrow("got 2 and 1");
});

test("runs take turns, another one first in every round, and the first round does not count", async () => {
  const order: string[] = [];
  const run = (name: string) => async () => order.push(name);
  const [a, b] = await interleave(3, run("a"), run("b"));
  expect(order.join("")).toBe("ab" + "ba" + "ab" + "ba");
  expect(a).toEqual([4, 5, 8]);
  expect(b).toEqual([3, 6, 7]);
});

test("a table aligns its first column left and the others right", () => {
  const table = renderTable(
    ["model", "ms"],
    [
      ["a", "1,000"],
      ["longer", "2"],
    ],
  );
  expect(table).toBe("model      ms\n------  -----\na       1,000\nlonger      2\n");
});

test("a row that lacks its last cells ends with its last text", () => {
  expect(renderTable(["model", "ms"], [["a"]])).toBe("model  ms\n-----  --\na\n");
});

test("a summary shows the median, then the spread", () => {
  expect(showSummary({ median: 1.234, min: 1, max: 2.5 }, 2)).toBe("1.23 (1.00–2.50)");
  expect(showNumber(2_515_050)).toBe("2,515,050");
});

const report = `State-vector 48 byte, depth reached 43, errors: 0
      972 states, stored
     1240 states, matched
pan: elapsed time 0.02 seconds
pan: rate     48600 states/second`;

test("a report by pan without errors holds, with its stored states and its time", () => {
  expect(readPanReport(report)).toEqual({ verdict: "holds", states: 972, searchMs: 20 });
});

test("a report by pan with errors does not hold", () => {
  expect(readPanReport(report.replace("errors: 0", "errors: 2")).verdict).toBe("fails");
});

test("pan writes many states with an exponent", () => {
  expect(readPanReport(report.replace("972 states", "1.2345678e+08 states")).states).toBe(
    123_456_780,
  );
});

test("a search by pan that was cut short is no verdict", () => {
  expect(() => readPanReport(`error: max search depth too small\n${report}`)).toThrow(
    "Expected a complete search",
  );
});

test("what is no report by pan is refused", () => {
  expect(() => readPanReport("sh: pan: not found")).toThrow("Expected a report by pan");
});
