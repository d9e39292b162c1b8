// The tests of exercise `slices`. The clock is ours: a step takes as long as the test says.

import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runInSlices } from "#exercise/03-event-loop/slices.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "Date", "hrtime"] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A computation whose steps take the given milliseconds; returns what it noted. */
function* compute(stepsMs: number[], noted: string[] = []): Generator<void, string, void> {
  try {
    for (const ms of stepsMs) {
      vi.advanceTimersByTime(ms);
      noted.push(`step at ${performance.now()}`);
      yield;
    }
    return "the result";
  } finally {
    noted.push("finally");
  }
}

/** Somebody else on the event loop: calls `turn` in each round of it until `work` has settled. */
async function besides<Result>(work: () => Promise<Result>, turn: () => void): Promise<Result> {
  let isOver = false;
  let turns = 0;
  const goRound = (): void => {
    // An answer that waits forever is to stand still, not to look busy because of us.
    if (isOver || ++turns > 100_000) return;
    turn();
    setImmediate(goRound);
  };
  // It begins where timers are run: immediates have their turn before any timer that is set from here on, so
  // that whoever gives way by a timer is seen, too.
  await new Promise((resolve) => setTimeout(resolve, 0));
  setImmediate(goRound);
  try {
    return await work();
  } finally {
    isOver = true;
  }
}

/** At which milliseconds the computation let the event loop go round. */
async function listPauses(stepsMs: number[], sliceMs?: number): Promise<number[]> {
  const start = performance.now();
  const pauses = new Set<number>();
  await besides(
    () => runInSlices(compute(stepsMs), sliceMs === undefined ? {} : { sliceMs }),
    () => pauses.add(performance.now() - start),
  );
  return [...pauses];
}

/** When it should: after the first step at which the slice has lasted long enough. */
function expectPauses(stepsMs: number[], sliceMs: number): number[] {
  const pauses: number[] = [];
  let [now, sliceStart] = [0, 0];
  for (const ms of stepsMs) {
    now += ms;
    if (now - sliceStart < sliceMs) continue;
    pauses.push(now);
    sliceStart = now;
  }
  return pauses;
}

const list = (items: number[]): string => (items.length === 0 ? "never" : items.join(", "));

describe("runInSlices", () => {
  it("resolves to what the computation returns", async () => {
    expect(await runInSlices(compute([1, 1, 1]))).toBe("the result");
  });

  it("rejects with what the computation throws", async () => {
    const failure = new RangeError("no such page");
    const computation = (function* (): Generator<void, string, void> {
      yield;
      throw failure;
    })();
    await expect(runInSlices(computation)).rejects.toBe(failure);
  });

  it("rejects with what the computation throws in a later slice", async () => {
    const failure = new RangeError("no such page");
    const computation = (function* (): Generator<void, string, void> {
      for (let step = 0; step < 3; step++) {
        vi.advanceTimersByTime(5);
        yield;
      }
      throw failure;
    })();
    const outcome = await runInSlices(computation, { sliceMs: 5 }).catch((error: unknown) => error);
    expect(outcome, "what runInSlices rejected with").toBe(failure);
  });

  it.each([undefined, null, 0, "", false])(
    "takes %j for an error like any other",
    async (value) => {
      const computation = (function* (): Generator<void, void, void> {
        yield;
        throw value;
      })();
      const outcome = await runInSlices(computation).catch((error: unknown) => ({ error }));
      expect(outcome, "what runInSlices rejected with").toEqual({ error: value });
    },
  );

  it.each([undefined, null, 0, "", false])(
    "takes %j for a result like any other",
    async (value) => {
      const computation = (function* (): Generator<string, unknown, void> {
        yield "a step, and no result";
        return value;
      })();
      expect(await runInSlices(computation), "what runInSlices resolved to").toBe(value);
    },
  );

  it("takes no step after the last", async () => {
    let steps = 0;
    const computation: Iterator<undefined, string> = {
      next: () => {
        vi.advanceTimersByTime(5);
        steps++;
        return steps % 3 === 0 ? { done: true, value: "done" } : { value: undefined };
      },
    };
    expect(await runInSlices(computation, { sliceMs: 5 })).toBe("done");
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(steps, "steps that were taken, the third being the last").toBe(3);
  });

  it("lets timers and requests have their turn after a slice", async () => {
    const pauses = await listPauses(new Array<number>(1_200).fill(1), 100);
    expect(pauses.length, "turns of somebody else during 1,200 steps of 1 ms").toBeGreaterThan(0);
  });

  it("computes without a pause while the slice lasts", async () => {
    expect(list(await listPauses([1, 1, 1, 1], 100)), "gave way in a slice of 100 ms after").toBe(
      "never",
    );
  });

  it("begins no step in a slice that has lasted exactly `sliceMs`", async () => {
    expect(
      list(await listPauses([4, 4], 8)),
      "two steps of 4 ms in a slice of 8: gave way after",
    ).toBe("8");
  });

  it("measures every slice from its own beginning", async () => {
    expect(
      list(await listPauses([4, 4, 4, 4, 4, 4, 4, 4], 8)),
      "steps of 4 ms in slices of 8: gave way after",
    ).toBe("8, 16, 24, 32");
  });

  it("computes for 10 ms without a pause if `sliceMs` is left out", async () => {
    const stepsMs = new Array<number>(25).fill(1);
    expect(list(await listPauses(stepsMs)), "steps of 1 ms: gave way after").toBe("10, 20");
  });

  it("begins no step in a slice that is over, however long the steps take", async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 });
    const property = fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 20 }),
      async (stepsMs, sliceMs) => {
        const [pauses, expected] = [
          await listPauses(stepsMs, sliceMs),
          expectPauses(stepsMs, sliceMs),
        ];
        expect(
          list(pauses),
          `steps of ${list(stepsMs)} ms in slices of ${sliceMs}: gave way after`,
        ).toBe(list(expected));
      },
    );
    const { failed, errorInstance } = await fc.check(property, { seed: 3, numRuns: 60 });
    if (failed) throw errorInstance;
  });

  it("ends no slice a fraction of a millisecond too early", async () => {
    expect(
      list(await listPauses([0.75, 0.75, 0.75, 0.75], 1)),
      "steps of 0.75 ms in slices of 1: gave way after",
    ).toBe("1.5, 3");
  });

  it("does not count what others take between two slices", async () => {
    const noted: string[] = [];
    await besides(
      () => runInSlices(compute([4, 4, 4, 4, 4, 4], noted), { sliceMs: 8 }),
      () => {
        if (noted.at(-1) === "others" || noted.length === 0) return;
        noted.push("others");
        vi.advanceTimersByTime(20);
      },
    );
    const turns = noted.map((line) => line.split(" ")[0]).join(", ");
    expect(turns, "who had a turn, steps taking 4 ms in slices of 8").toBe(
      "step, step, others, step, step, others, step, step, others, finally",
    );
  });

  it("does not begin if the signal has aborted already", async () => {
    const noted: string[] = [];
    const reason = new Error("the guest has left");
    const run = runInSlices(compute([1, 1], noted), { signal: AbortSignal.abort(reason) });
    await expect(run).rejects.toBe(reason);
    expect(noted.filter((line) => line.startsWith("step")).length, "steps that were taken").toBe(0);
  });

  it("takes no step after the signal has aborted between two slices", async () => {
    const noted: string[] = [];
    const guest = new AbortController();
    const reason = new Error("the guest has left");
    let stepsBefore = 0;
    const run = besides(
      () => runInSlices(compute([5, 5, 5, 5, 5, 5], noted), { sliceMs: 5, signal: guest.signal }),
      () => {
        if (noted.length < 2 || guest.signal.aborted) return;
        stepsBefore = noted.length;
        guest.abort(reason);
      },
    );
    const outcome = await run.catch((error: unknown) => error);
    const stepsAfter = noted.slice(stepsBefore).filter((line) => line.startsWith("step"));
    expect(stepsAfter.length, "steps that were taken after the abort").toBe(0);
    expect(outcome, "what runInSlices rejected with").toBe(reason);
  });

  it("lets the computation clean up after an abort, before it rejects", async () => {
    const noted: string[] = [];
    const guest = new AbortController();
    const run = runInSlices(compute([5, 5, 5], noted), { sliceMs: 5, signal: guest.signal });
    guest.abort(new Error("the guest has left"));
    await expect(run).rejects.toThrow("the guest has left");
    expect(noted.at(-1), "what the computation noted last").toBe("finally");
  });

  it("lets it clean up, too, if it had begun before, and the signal had aborted by then", async () => {
    const noted: string[] = [];
    const computation = compute([5, 5, 5], noted);
    computation.next();
    const reason = new Error("the guest has left");
    const run = runInSlices(computation, { signal: AbortSignal.abort(reason) });
    await expect(run).rejects.toBe(reason);
    expect(noted.at(-1), "what the computation noted last").toBe("finally");
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    await runInSlices(compute([5, 5, 5]), { sliceMs: 5, signal });
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });

  it("takes no step after an abort, even if the computation has no `return`", async () => {
    let steps = 0;
    const computation: Iterator<undefined, string> = {
      next: () => {
        vi.advanceTimersByTime(5);
        steps++;
        return { value: undefined };
      },
    };
    const [guest, reason] = [new AbortController(), new Error("the guest has left")];
    const run = runInSlices(computation, { sliceMs: 5, signal: guest.signal });
    guest.abort(reason);
    expect(await run.catch((error: unknown) => error), "what runInSlices rejected with").toBe(
      reason,
    );
    const stepsBefore = steps;
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(steps - stepsBefore, "steps that were taken after the abort").toBe(0);
  });

  it.each([null, 0, "", false])(
    "rejects with the reason of an abort, even if that is %j",
    async (reason) => {
      const [noted, guest] = [[] as string[], new AbortController()];
      const run = runInSlices(compute([5, 5, 5], noted), { sliceMs: 5, signal: guest.signal });
      guest.abort(reason);
      const outcome = await run.catch((error: unknown) => ({ error }));
      expect(outcome, "what runInSlices rejected with").toEqual({ error: reason });
    },
  );
});
