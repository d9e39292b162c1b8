// The line that says what runs, and since when.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { describeRunning, RunningLine } from "#workbook/terminal/running-line.ts";

const erase = "\r\u001B[K";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function makeLine(columns = 80) {
  const written: string[] = [];
  const line = new RunningLine({
    write: (text) => void written.push(text),
    columns: () => columns,
    paint: (text) => text,
    now: () => Date.now(),
  });
  return { line, written };
}

describe("the line of what runs", () => {
  test("is there at once, counts the seconds, and is gone at the end", () => {
    const { line, written } = makeLine();
    const stop = line.start("Checking 01-sums/add", "q: leave");
    vi.advanceTimersByTime(2_000);
    stop();
    vi.advanceTimersByTime(5_000);
    expect(written).toEqual([
      `${erase}Checking 01-sums/add …   q: leave`,
      `${erase}Checking 01-sums/add … 1 s   q: leave`,
      `${erase}Checking 01-sums/add … 2 s   q: leave`,
      erase,
    ]);
  });

  test("makes room for what is printed meanwhile, and comes again below it", () => {
    const { line, written } = makeLine();
    const stop = line.start("Checking");
    line.writeAbove(() => void written.push("A notice.\n"));
    stop();
    line.writeAbove(() => void written.push("A verdict.\n"));
    expect(written).toEqual([
      `${erase}Checking …`,
      erase,
      "A notice.\n",
      `${erase}Checking …`,
      erase,
      "A verdict.\n",
    ]);
  });

  test("is that of the newer one: the end of an older one does not erase it", () => {
    const { line, written } = makeLine();
    const stopOld = line.start("One");
    const stopNew = line.start("Two");
    stopOld();
    expect(written.at(-1)).toBe(`${erase}Two …`);
    stopNew();
    expect(written.at(-1)).toBe(erase);
  });

  test("is shorter than the terminal is wide, which would break it otherwise", () => {
    const { line, written } = makeLine(20);
    line.start("Checking a very long name")();
    expect(written[0]).toBe(`${erase}Checking a very lon`);
  });

  test("says nothing of the time before a second has passed", () => {
    expect(describeRunning("Checking", 999)).toBe("Checking …");
    expect(describeRunning("Checking", 61_500)).toBe("Checking … 61 s");
  });
});
