// A batch of client programs may be cut off at any moment: nothing that counts is left half done.

import { afterEach, describe, expect, it, vi } from "vitest";
import { host } from "#workbook/explorer/contract/host.ts";
import { refine } from "#workbook/explorer/index.ts";
import { intercept, makeMemory, restoreAll } from "#workbook/explorer/interceptions/intercept.ts";
import { layOut } from "#workbook/explorer/memory/layout.ts";
import { Permits, specify } from "./permits.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the programs of a specification", () => {
  it("are made where they cannot be cut off", () => {
    let guards = 0;
    const { runWithin } = host;
    vi.spyOn(host, "runWithin").mockImplementation((work, timeoutMs) => {
      guards += 1;
      try {
        return runWithin(work, timeoutMs);
      } finally {
        guards -= 1;
      }
    });
    let hasLooped = false;
    const allows = (): boolean => {
      // Long enough to be cut off, once.
      if (guards > 0 && !hasLooped) {
        hasLooped = true;
        for (;;);
      }
      return true;
    };
    class Right extends Permits {}
    const { programs, refused } = refine({ ...specify(Right, [[1], [2]]), allows });
    expect(refused).toBeUndefined();
    expect(programs).toBe(2 * (3 + 9));
  });
});

describe("a program that is cut off", () => {
  it("is played again, and counted once", () => {
    let steps = 0;
    const count = (): void => {
      steps += 1;
      // Long enough to be cut off.
      if (steps === 2) for (;;);
    };
    const right = specify(class extends Permits {}, [[1], [1, 1]]);
    const calls = right.calls.map((call) => ({
      ...call,
      model: (state: unknown) => {
        count();
        return call.model(state);
      },
    }));
    const { programs, refused } = refine({ ...right, calls });
    expect(steps).toBeGreaterThan(2);
    expect(refused).toBeUndefined();
    expect(programs).toBe(2 * (3 + 6));
  });
});

/** What an exploration puts others in the place of. */
const listReal = (): unknown[] => [
  ...["Int32Array", "BigInt64Array", "DataView", "Date", "setTimeout", "queueMicrotask"].map(
    (name) => Reflect.get(globalThis, name),
  ),
  Math.random,
  performance.now,
  process.hrtime,
  crypto.randomUUID,
  console.log,
  console.trace,
];

describe("what is put in the place of the real ones", () => {
  const memory = makeMemory(layOut({ cells: [0] }));
  const { defineProperty } = Object;

  /** Makes `work` end at its `nth` replacement, before or after that is made, as if it were cut off. */
  const cutOff = (work: () => void, nth: number, isMade: boolean): void => {
    let made = 0;
    Object.defineProperty = (...call) => {
      made += 1;
      if (made < nth || isMade) Reflect.apply(defineProperty, Object, call);
      if (made === nth) throw new Error("cut off");
      return call[0];
    };
    try {
      work();
    } catch {
      return;
    } finally {
      Object.defineProperty = defineProperty;
    }
    expect.fail("There are not as many replacements.");
  };

  // Of those that are replaced one after the other: the first, one in the middle, one of the last.
  const moments = [1, 5, 12].flatMap((nth) =>
    [true, false].map((isMade) => [nth, isMade] as const),
  );

  it.each(moments)("is gone after it was cut off at replacement %i (made: %o)", (nth, isMade) => {
    const real = listReal();
    cutOff(() => intercept(memory, false), nth, isMade);
    expect(listReal()).not.toEqual(real);
    restoreAll();
    expect(listReal()).toEqual(real);
  });

  it.each(moments)("is gone after the return was cut off at %i (made: %o)", (nth, isMade) => {
    const real = listReal();
    const restore = intercept(memory, false);
    cutOff(restore, nth, isMade);
    expect(listReal()).not.toEqual(real);
    restoreAll();
    expect(listReal()).toEqual(real);
  });
});
