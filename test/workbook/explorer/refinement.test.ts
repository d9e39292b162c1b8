// Structures held to a specification: what is accepted, what is refused, and how it is told.

import { describe, expect, it } from "vitest";
import "#workbook/explorer/matcher.ts";
import {
  defineSpecification,
  type ExploreOptions,
  mustWait,
  refine,
} from "#workbook/explorer/index.ts";
import { Permits, specify } from "./permits.ts";

class Right extends Permits {}

/** The client program and what is wrong with it, as they are told. */
function tell(
  type: new (cells: Int32Array) => Permits,
  shapes?: number[][],
  options?: ExploreOptions,
) {
  const { refused } = refine(specify(type, shapes), options);
  if (!refused) throw new Error("It was accepted.");
  const { lines, exploration } = refused;
  return { lines, message: exploration.message, verdict: exploration.verdict };
}

describe("a right answer", () => {
  it("is accepted in every program of the shapes", () => {
    const { programs, refused, bound } = refine(specify(Right));
    expect(refused).toBeUndefined();
    expect(bound).toBeUndefined();
    // Of three calls, with two starts: 3 + 9 alone, 3 × 4 / 2 pairs, 9 × 3 of two calls and one.
    expect(programs).toBe(2 * (3 + 9 + 6 + 27));
  });

  it("may let those wait who find nothing", () => {
    expect(refine(specify(Right, [[1, 1, 1]])).refused).toBeUndefined();
  });

  it("is told with the number of programs, and of the rounds for which loops were tried", ({
    task,
  }) => {
    expect(specify(Right, [[1]])).toHoldInEveryProgram();
    expect(task.meta.held).toMatch(/^every schedule of 6 client programs: \d+ states$/);
    expect(specify(Right, [[1, 1, 1]])).toHoldInEveryProgram();
    expect(task.meta.held).toMatch(/programs: [\d,]+ states, loops tried for \d+ rounds$/);
  });
});

describe("an answer with too many states", () => {
  it("is not refused, and not called proved", ({ task }) => {
    class Long extends Permits {
      override give(): void {
        for (let i = 0; i < 400; i++) Atomics.add(this.cells, 1, 1);
        super.give();
      }
    }
    const long = {
      ...specify(Long, [[1, 1]]),
      allows: (threads: readonly (readonly string[])[]) => !threads.flat().join().includes("ake"),
      starts: [{ name: "1 free", state: { free: 1 }, memory: () => ({ permits: [1, 0] }) }],
    };
    expect(long).toHoldInEveryProgram();
    expect(task.meta.held).toMatch(/^not a proof, programs with too many states were left out: /);
  });
});

describe("a wrong answer", () => {
  it("that loses a wake-up is refused where a thread sleeps beside what it waits for", () => {
    class Forgets extends Permits {
      override give(): void {
        Atomics.add(this.cells, 0, 1);
      }
    }
    expect(tell(Forgets)).toEqual({
      verdict: "deadlock",
      lines: ["at first: 0 free", "thread 1: take() sleeps forever", "thread 2: give()"],
      message: "Thread 1: take() sleeps forever; if each call is one step, it comes back.",
    });
  });

  it("that counts below zero is refused by what is seen in the end", () => {
    class BelowZero extends Permits {
      override take(): void {
        while (!super.tryTake()) Atomics.wait(this.cells, 0, 0);
      }

      override tryTake(): boolean {
        return Atomics.sub(this.cells, 0, 1) > 0;
      }
    }
    expect(tell(BelowZero, [[1]])).toEqual({
      verdict: "assertion",
      lines: ["at first: 0 free", "thread 1: tryTake() gives false", "in the end: free is -1"],
      message: "In the end free is -1; if each call is one step, it is 0.",
    });
  });

  it("that spins where it must sleep is refused", () => {
    class Spins extends Permits {
      override take(): void {
        while (!this.tryTake());
      }
    }
    expect(tell(Spins)).toEqual({
      verdict: "deadlock",
      lines: ["at first: 0 free", "thread 1: take() spins forever"],
      message: "Thread 1: take() spins forever where it must sleep.",
    });
    expect(refine({ ...specify(Spins), maySpin: true }).refused).toBeUndefined();
  });

  it("that comes back too early is refused", () => {
    class Hasty extends Permits {
      override take(): void {
        this.tryTake();
      }
    }
    expect(tell(Hasty).message).toBe(
      "Thread 1: take() comes back; if each call is one step, it waits forever.",
    );
  });

  it("that throws what the model does not is refused", () => {
    class Throws extends Permits {
      override tryTake(): boolean {
        if (this.free === 0) throw new RangeError("nothing is free");
        return super.tryTake();
      }
    }
    expect(tell(Throws).message).toBe(
      "Thread 1: take() throws RangeError: nothing is free; if each call is one step, it waits forever.",
    );
  });

  it("that takes in two steps is refused where two take the same", () => {
    class TwoSteps extends Permits {
      override tryTake(): boolean {
        const seen = this.free;
        if (seen > 0) Atomics.store(this.cells, 0, seen - 1);
        return seen > 0;
      }
    }
    expect(tell(TwoSteps)).toEqual({
      verdict: "assertion",
      lines: ["at first: 1 free", "thread 1: take()", "thread 2: take()", "in the end: free is 0"],
      message: "Every call comes back; if each call is one step, one of them waits forever.",
    });
  });

  it("with a data race is refused with the race", () => {
    class Plain extends Permits {
      override give(): void {
        (this.cells[0] as number)++;
        Atomics.notify(this.cells, 0);
      }
    }
    expect(tell(Plain).verdict).toBe("data-race");
  });

  it("that never comes back is refused, and leaves nothing behind", () => {
    class Endless extends Permits {
      override give(): void {
        while (this.cells !== undefined);
      }
    }
    const before = [Int32Array, Date, Math.random];
    expect(tell(Endless, [[1]], { threadMs: 100 }).lines).toEqual([
      "at first: 0 free",
      "thread 1: give()",
    ]);
    expect([Int32Array, Date, Math.random]).toEqual(before);
    expect(refine(specify(Right, [[1]])).refused).toBeUndefined();
  });

  it("that is asynchronous is refused as what it is", () => {
    class Async extends Permits {
      // biome-ignore lint/suspicious/noExplicitAny: what an answer may do although its types forbid it.
      override async take(): Promise<any> {
        super.take();
      }
    }
    expect(tell(Async, [[1]]).verdict).toBe("unsupported");
  });

  it("is told by a sentence, the program and the schedule", ({ task }) => {
    class Forgets extends Permits {
      override give(): void {
        Atomics.add(this.cells, 0, 1);
      }
    }
    let message = "";
    try {
      expect(specify(Forgets)).toHoldInEveryProgram();
    } catch (error) {
      message = (error as Error).message;
    }
    const [sentence, empty, ...rest] = message.split("\n");
    expect(sentence).toContain("take() sleeps forever");
    expect(empty).toBe("");
    expect(rest[1]).toBe("  thread 1: take() sleeps forever");
    expect(message).toMatch(/Replay code: \w+$/);
    expect(task.meta.recording?.program).toHaveLength(3);
  });
});

/** A flag that threads wait for, up to 8 ms. */
abstract class Flag {
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get isUp(): boolean {
    return Atomics.load(this.cells, 0) === 1;
  }

  put(value: number): void {
    Atomics.store(this.cells, 0, value);
    Atomics.notify(this.cells, 0);
  }

  abstract wait(timeoutMs: number): boolean;
}

/** What is wrong with a flag, if anything. */
function refuseFlag(type: new (cells: Int32Array) => Flag, maySleepAnew = false) {
  const specification = defineSpecification<{ isUp: boolean }, Flag>({
    name: "flag",
    starts: [{ name: "down", state: { isUp: false }, memory: () => ({ flag: 1 }) }],
    open: (m) => new type(m.flag),
    calls: [
      ...[1, 0].map((value) => ({
        name: value === 1 ? "raise()" : "lower()",
        model: (state: { isUp: boolean }) => {
          state.isUp = value === 1;
        },
        real: (flag: Flag) => flag.put(value),
      })),
      {
        name: "wait(8)",
        model: ({ isUp }) => isUp || mustWait,
        otherwise: ({ isUp }) => (isUp ? mustWait : false),
        timeoutMs: 8,
        maySleepAnew,
        real: (flag) => flag.wait(8),
      },
    ],
    shapes: [[1], [1, 1], [2, 1]],
  });
  const { refused } = refine(specification);
  return refused && { lines: refused.lines, message: refused.exploration.message };
}

describe("a timed call", () => {
  it.each([
    ["by performance.now()", () => performance.now()],
    ["by Date.now()", () => Date.now()],
  ])("is accepted if it sleeps for what is left %s", (_, now) => {
    class Right extends Flag {
      override wait(timeoutMs: number): boolean {
        const endMs = now() + timeoutMs;
        while (!this.isUp) {
          if (Atomics.wait(this.cells, 0, 0, Math.max(0, endMs - now())) === "timed-out")
            return false;
        }
        return true;
      }
    }
    expect(refuseFlag(Right)).toBeUndefined();
  });

  it("may look once more when its time is over", () => {
    class LooksLast extends Flag {
      override wait(timeoutMs: number): boolean {
        const endMs = performance.now() + timeoutMs;
        while (performance.now() < endMs) {
          if (this.isUp) return true;
          Atomics.wait(this.cells, 0, 0, endMs - performance.now());
        }
        return this.isUp;
      }
    }
    expect(refuseFlag(LooksLast)).toBeUndefined();
  });

  it("is refused if its timeout begins again whenever it is woken, unless it may", () => {
    class BeginsAgain extends Flag {
      override wait(timeoutMs: number): boolean {
        while (!this.isUp) {
          if (Atomics.wait(this.cells, 0, 0, timeoutMs) === "timed-out") return false;
        }
        return true;
      }
    }
    expect(refuseFlag(BeginsAgain)).toEqual({
      lines: ["at first: down", "thread 1: lower()", "thread 2: wait(8) gives false after 12 ms"],
      message: "Thread 2: wait(8) sleeps for 12 ms, and its time is over after 8.",
    });
    expect(refuseFlag(BeginsAgain, true)).toBeUndefined();
  });

  it("is refused if it gives up before its time is over", () => {
    class Impatient extends Flag {
      override wait(timeoutMs: number): boolean {
        if (!this.isUp) Atomics.wait(this.cells, 0, 0, timeoutMs);
        return this.isUp;
      }
    }
    expect(refuseFlag(Impatient)?.message).toBe(
      "Thread 2: wait(8) gives false; if each call is one step, it gives false when its time is over.",
    );
  });

  it("is refused if it never gives up", () => {
    class Patient extends Flag {
      override wait(): boolean {
        while (!this.isUp) Atomics.wait(this.cells, 0, 0);
        return true;
      }
    }
    expect(refuseFlag(Patient)?.message).toBe(
      "Thread 1: wait(8) sleeps forever; if each call is one step, it comes back.",
    );
  });
});

describe("an error", () => {
  class FullError extends Error {
    override readonly name = "FullError";
  }

  function refuseError(throwIt: () => never) {
    const { refused } = refine(
      defineSpecification<object, object>({
        name: "box",
        starts: [{ name: "full", state: {}, memory: () => ({ box: 1 }) }],
        open: () => ({}),
        calls: [
          {
            name: "put()",
            model: () => {
              throw new FullError();
            },
            real: throwIt,
          },
        ],
        errors: [FullError],
        shapes: [[1]],
      }),
    );
    return refused?.exploration.message;
  }

  it("is compared by its class, whatever its name and message are", () => {
    class NoRoom extends FullError {}
    const thrown = (): never => {
      throw new NoRoom("no room");
    };
    expect(refuseError(thrown)).toBeUndefined();
  });

  it("is refused if it only has the name", () => {
    const thrown = (): never => {
      throw Object.assign(new Error("no room; come again"), { name: "FullError" });
    };
    expect(refuseError(thrown)).toBe(
      "Thread 1: put() throws FullError: no room, come again; if each call is one step, it throws FullError.",
    );
  });
});
