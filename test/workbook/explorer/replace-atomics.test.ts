// What `Atomics` does outside of explorations can be replaced, though somebody keeps its functions.

import { expect, it } from "vitest";
import { outcomes, replaceAtomics } from "#workbook/explorer/index.ts";

const sleepOn = Atomics.wait;
const cells = new Int32Array(new SharedArrayBuffer(4));

it("is replaced for those who keep a function under a name of their own, until it is put back", () => {
  const asked: unknown[][] = [];
  const putBack = replaceAtomics("wait", () => (...args) => {
    asked.push(args);
    return "ok";
  });
  try {
    expect(sleepOn(cells, 0, 0, 60_000)).toBe("ok");
  } finally {
    putBack();
  }
  expect(asked).toEqual([[cells, 0, 0, 60_000]]);
  expect(sleepOn(cells, 0, 0, 0)).toBe("timed-out");
});

it("is left alone in the threads of an exploration", () => {
  const putBack = replaceAtomics("wait", () => () => "ok");
  try {
    const { outcomes: found } = outcomes({
      name: "a sleep that nobody ends",
      memory: { cell: 1 },
      threads: [(m) => sleepOn(m.cell, 0, 0)],
    });
    expect(found.map(({ threads }) => threads[0]?.kind)).toEqual(["sleeps"]);
  } finally {
    putBack();
  }
});
