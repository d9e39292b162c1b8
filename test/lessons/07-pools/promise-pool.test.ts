// The tests of exercise `promise-pool`: every order in which works can end. No timer, no thread.

import { describe, expect, it } from "vitest";
import { PromisePool } from "#exercise/07-pools/promise-pool.ts";
import type { Stage } from "#lesson/03-event-loop/every-order.ts";
import { PoolClosedError } from "#lesson/07-pools/pool.ts";
import type { Limiter } from "#solution/03-event-loop/limiter.ts";
import { CancelledError, type Future } from "#solution/07-pools/future.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { expectInEveryOrder } from "../03-event-loop/fixtures/orders.ts";
import { expectInAnyRounds } from "../03-event-loop/fixtures/play-rounds.ts";

const settleDown = () => new Promise((resolve) => setImmediate(resolve));

/** Files that are fetched: which were begun, in which order, and how many at once. */
class Fetches {
  readonly begun: string[] = [];
  readonly futures = new Map<string, Future<string>>();
  underWay = 0;
  mostAtOnce = 0;
  readonly pool: PromisePool;
  readonly #stage: Stage;

  constructor(stage: Stage, size: number) {
    this.#stage = stage;
    this.pool = new PromisePool(size);
  }

  submit(name: string, fails?: "throws" | "rejects"): Future<string> {
    const future = this.pool.submit(() => this.fetch(name, fails));
    this.futures.set(name, future);
    return future;
  }

  fetch(name: string, fails?: "throws" | "rejects"): Promise<string> {
    this.begun.push(name);
    if (fails === "throws") throw new Error(`${name} has a bad name`);
    return this.#transfer(name, fails);
  }

  async #transfer(name: string, fails?: "rejects"): Promise<string> {
    this.underWay++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
    await this.#stage.event(`${name} arrives`);
    this.underWay--;
    if (fails) throw new Error(`${name} is missing`);
    return `text of ${name}`;
  }

  states(): string[] {
    return [...this.futures.values()].map(({ state }) => state);
  }
}

describe("a pool of promises", () => {
  it("begins work immediately if there is a place, and gives its result", async () => {
    const pool = new PromisePool(1);
    let hasBegun = false;
    const future = pool.submit(async () => {
      hasBegun = true;
      return "text";
    });
    expect(hasBegun, "begun when submit returns").toBe(true);
    expect(future.state, "its state when submit returns").toBe("running");
    expect(await future.result()).toBe("text");
    expect(await pool.submit(() => "no promise").result(), "of work that returns no promise").toBe(
      "no promise",
    );
  });

  it("takes a positive whole number of places only", () => {
    for (const size of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(
        thrownBy(() => new PromisePool(size)),
        `what new PromisePool(${size}) throws`,
      ).toBeInstanceOf(RangeError);
    }
  });

  it("has as many works under way as it has places, in every order", async (context) => {
    await expectInEveryOrder(context, "4 works in 2 places", (stage) => {
      const fetches = new Fetches(stage, 2);
      const names = ["a", "b", "c", "d"];
      for (const name of names) fetches.submit(name);
      return {
        check: () => {
          const ended = fetches.begun.length - fetches.underWay;
          expect(fetches.mostAtOnce, "works under way at once").toBeLessThanOrEqual(2);
          expect(fetches.underWay, "works under way while others wait").toBe(
            Math.min(2, names.length - ended),
          );
        },
        end: () => expect(fetches.begun, "works in the order of their beginning").toEqual(names),
      };
    });
  });

  it("counts work as under way that submits more in its first step", async () => {
    const pool = new PromisePool(1);
    const begun: string[] = [];
    let finish = (): void => {};
    const isFinished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let inner: Future<unknown> | undefined;
    const outer = pool.submit(() => {
      begun.push("outer");
      inner = pool.submit(() => begun.push("inner"));
      return isFinished;
    });
    await settleDown();
    expect(begun, "what has begun while the outer work holds the one place").toEqual(["outer"]);
    finish();
    await outer.result();
    await inner?.result();
    expect(begun, "what has begun at the end").toEqual(["outer", "inner"]);
  });

  it("counts work as running from its first step on", async () => {
    const pool = new PromisePool(1);
    let state = "not begun";
    void pool.submit(settleDown);
    const stew = pool.submit(() => {
      state = stew.state;
    });
    await stew.result();
    expect(state, "state of work that stood in line, in its first step").toBe("running");
  });

  it("lives on when work throws or rejects", async (context) => {
    await expectInEveryOrder(context, "3 works in 1 place, two of which fail", (stage) => {
      const fetches = new Fetches(stage, 1);
      const errors: unknown[] = [];
      const failures = [fetches.submit("a", "throws"), fetches.submit("b", "rejects")];
      fetches.submit("c");
      for (const future of failures) void future.error().then((error) => errors.push(error));
      return {
        end: () => {
          expect(fetches.states(), "states of a that throws, b that rejects, and c").toEqual([
            "rejected",
            "rejected",
            "fulfilled",
          ]);
          expect(errors.map(String)).toEqual(["Error: a has a bad name", "Error: b is missing"]);
        },
      };
    });
  });

  it("does not begin what was cancelled in line, and begins the next instead", async (context) => {
    await expectInEveryOrder(context, "2 works in 1 place and a cancel", (stage) => {
      const fetches = new Fetches(stage, 1);
      const [, b] = ["a", "b", "c"].map((name) => fetches.submit(name));
      let wasInTime = false;
      let hadBegun: boolean | undefined;
      void stage.event("b is cancelled").then(() => {
        hadBegun = fetches.begun.includes("b");
        wasInTime = b?.cancel() ?? false;
      });
      return {
        check: () => {
          const which = hadBegun ? "is under way or done" : "stands in line";
          if (hadBegun !== undefined)
            expect(wasInTime, `cancel() of work that ${which}`).toBe(!hadBegun);
        },
        end: () => {
          const expected = wasInTime ? ["a", "c"] : ["a", "b", "c"];
          const when = wasInTime ? "in time" : "too late";
          expect(fetches.begun, `what was begun, b being cancelled ${when}`).toEqual(expected);
          expect(b?.state).toBe(wasInTime ? "cancelled" : "fulfilled");
        },
      };
    });
  });

  it("maps in the order of the items, whichever is ready first", async (context) => {
    await expectInEveryOrder(context, "3 works in 2 places", (stage) => {
      const fetches = new Fetches(stage, 2);
      const seen: string[] = [];
      const read = async () => {
        for await (const text of fetches.pool.map(["a", "b", "c"], (name) => fetches.fetch(name)))
          seen.push(text);
      };
      void read();
      return {
        check: () => {
          const ended = fetches.begun.length - fetches.underWay;
          expect(fetches.underWay, "works of a map under way").toBe(Math.min(2, 3 - ended));
        },
        end: () =>
          expect(seen, "results of a map").toEqual(["text of a", "text of b", "text of c"]),
      };
    });
  });

  it("maps items that can be listed only once, and keeps results that are falsy", async () => {
    const items = [undefined, null, 0, "", false];
    const iterator = items.values();
    const list = { [Symbol.iterator]: () => iterator };
    const seen: unknown[] = [];
    for await (const result of new PromisePool(2).map(list, (item) => item)) seen.push(result);
    expect(seen, "results of a map that gives its items back").toEqual(items);
  });

  it("begins a map before anybody reads it, and lets it be read after `close`", async () => {
    const pool = new PromisePool(2);
    const begun: number[] = [];
    const results = pool.map([1, 2, 3], async (item) => {
      begun.push(item);
      await settleDown();
      return item;
    });
    expect(begun, "works of a map begun in 2 places, before anybody reads").toEqual([1, 2]);
    const closed = pool.close();
    const seen: number[] = [];
    for await (const item of results) seen.push(item);
    await closed;
    expect(seen, "results of a map that was read after close()").toEqual([1, 2, 3]);
  });

  it("cancels the rest of a map that is left early", async () => {
    const pool = new PromisePool(1);
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await settleDown();
      if (item === 2) throw new Error("item 2 is missing");
      return item;
    };
    const seen: number[] = [];
    const read = async () => {
      for await (const item of pool.map([1, 2, 3, 4], work)) seen.push(item);
    };
    await expect(read()).rejects.toThrow("item 2 is missing");
    for (const _item of [3, 4]) await settleDown();
    expect(seen).toEqual([1]);
    expect(begun, "works begun, the second of which failed").not.toContain(4);
  });

  it("cancels what has not begun when its reader leaves", async () => {
    const pool = new PromisePool(1);
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await settleDown();
      return item;
    };
    for await (const item of pool.map([1, 2, 3, 4], work)) if (item === 1) break;
    for (const _item of [2, 3, 4]) await settleDown();
    expect(begun, "works begun, their reader having left after the first").not.toContain(4);
  });
});

describe("a pool of promises, whatever works do in one round of the event loop,", () => {
  it("holds to all this, and closes for each who asks", async () => {
    await expectInAnyRounds((places) => {
      const pool = new PromisePool(places);
      return { places, run: runIn(pool), close: () => pool.close() };
    });
  });
});

/** As a limiter: an abort cancels the work. */
function runIn(pool: PromisePool): Limiter {
  return async (task, signal) => {
    signal?.throwIfAborted();
    const future = pool.submit(task);
    const cancel = () => future.cancel();
    signal?.addEventListener("abort", cancel);
    try {
      return await future.result();
    } catch (error) {
      throw error instanceof CancelledError ? signal?.reason : error;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  };
}

describe("the end of a pool of promises", () => {
  it("closes when all that was accepted is done, and accepts nothing more", async (context) => {
    await expectInEveryOrder(context, "3 works in 2 places, 1 of which fails", (stage) => {
      const fetches = new Fetches(stage, 2);
      fetches.submit("a");
      fetches.submit("b", "rejects");
      fetches.submit("c");
      let isClosed = false;
      let refusal = "nothing";
      fetches.pool.close().then(
        () => {
          isClosed = true;
        },
        (error: unknown) => {
          refusal = String(error);
        },
      );
      return {
        check: () => {
          expect(refusal, "what close() rejected with").toBe("nothing");
          const isLeft = fetches.states().some((state) => /pending|running/.test(state));
          expect(isClosed, `closed, its works being ${fetches.states().join(", ")}`).toBe(!isLeft);
          expect(
            thrownBy(() => fetches.pool.submit(() => fetches.begun.push("d"))),
            "what submit() after close() throws",
          ).toBeInstanceOf(PoolClosedError);
        },
        end: () => {
          expect(fetches.begun, "works that were begun, d being refused").toEqual(["a", "b", "c"]);
        },
      };
    });
  });

  it("closes immediately if there is nothing to do", async () => {
    const pool = new PromisePool(2);
    await pool.close();
    await pool.close();
    const used = new PromisePool(2);
    await used.submit(() => "text").result();
    await used.close();
  });

  it("closes by itself where `await using` ends, cancelled work or not", async () => {
    const done: string[] = [];
    let cancelled: Future<unknown> | undefined;
    {
      await using pool = new PromisePool(1);
      for (const name of ["a", "b"]) {
        pool.submit(async () => {
          await settleDown();
          done.push(name);
        });
      }
      cancelled = pool.submit(() => done.push("c"));
      cancelled.cancel();
    }
    expect(done, "what is done after the block").toEqual(["a", "b"]);
    expect(await cancelled.error()).toBeInstanceOf(CancelledError);
  });
});
