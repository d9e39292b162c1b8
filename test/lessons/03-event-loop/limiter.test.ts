// The tests of exercise `limiter`: every order in which tasks end and signals abort. No timer ever fires.

import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Limiter, limit, type Turn, waitForTurn } from "#exercise/03-event-loop/limiter.ts";
import type { Stage } from "#lesson/03-event-loop/every-order.ts";
import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { expectInEveryOrder } from "./fixtures/orders.ts";

const reason = new Error("the guest has left");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Dishes on a stove: which of them has been put on, is on, is done. */
class Stove {
  readonly started: string[] = [];
  readonly on = new Set<string>();
  readonly outcomes = new Map<string, string>();
  mostAtOnce = 0;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Asks for a place; the dish is done when the stage says so, and burns if `burns`. */
  cook(place: Limiter, dish: string, signal?: AbortSignal, burns = false): void {
    const ended = place(async () => {
      this.#note(`${dish} is put on`);
      this.started.push(dish);
      this.on.add(dish);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.on.size);
      await this.#stage.event(`${dish} is done`);
      this.on.delete(dish);
      if (burns) throw new Error(`${dish} is burnt`);
      return dish;
    }, signal);
    ended.then(
      (value) => this.#settle(dish, `resolved to ${value}`),
      (error: unknown) => this.#settle(dish, `rejected with ${messageOf(error)}`),
    );
  }

  #settle(dish: string, outcome: string): void {
    this.outcomes.set(dish, outcome);
    this.#note(`${dish}: ${outcome}`);
  }

  #note(line: string): void {
    this.#stage.note(line);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);

const count = (number: number, thing: string): string =>
  `${number} ${thing}${number === 1 ? "" : "s"}`;

function expectNoMoreThan(places: number, stove: Stove): void {
  if (stove.mostAtOnce <= places) return;
  expect.fail(`${count(stove.mostAtOnce, "task")} ran at once, with ${count(places, "place")}`);
}

function expectNoPlaceFree(places: number, waiting: number, stove: Stove): void {
  if (waiting === 0 || stove.on.size >= places) return;
  expect.fail(
    `${count(waiting, "task")} waited, and ${stove.on.size} of ${places} places was used`,
  );
}

describe("a limiter", () => {
  it("resolves to what the task resolves to", async () => {
    const place = limit(2);
    expect(await place(async () => "soup")).toBe("soup");
    expect(await place(() => "toast")).toBe("toast");
  });

  it("rejects with what the task throws, at once or later", async () => {
    const [place, failure] = [limit(1), new RangeError("burnt")];
    const rejecting = await place(() => Promise.reject(failure)).catch((error: unknown) => error);
    expect(rejecting, "what it rejected with").toBe(failure);
    const throwing = await place(() => {
      throw failure;
    }).catch((error: unknown) => error);
    expect(throwing, "what it rejected with").toBe(failure);
  });

  it("starts the next task when one has ended", async (context) => {
    await expectInEveryOrder(context, "2 tasks in 1 place", (stage) => {
      const [stove, place] = [new Stove(stage), limit(1)];
      for (const dish of ["soup", "toast"]) stove.cook(place, dish);
      return {
        check: () => expectNoMoreThan(1, stove),
        end: () => expect(stove.started, "tasks that were started").toEqual(["soup", "toast"]),
      };
    });
  });

  it("runs no more tasks at once than there are places", async (context) => {
    await expectInEveryOrder(context, "5 tasks in 2 places", (stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      for (const dish of ["soup", "toast", "eggs", "rice"]) stove.cook(place, dish);
      void stage.event("cake is ordered").then(() => stove.cook(place, "cake"));
      return { check: () => expectNoMoreThan(2, stove) };
    });
  });

  it("lets in no newcomer beside a task that has been called in", async (context) => {
    // The newcomer asks so many microtasks after the end of the first task: before, between and after
    // the moments at which the place is given on and the called task takes it.
    for (let microtasks = 0; microtasks < 10; microtasks++) {
      await expectInEveryOrder(context, "3 tasks, of which 1 comes late", (stage) => {
        const [stove, place] = [new Stove(stage), limit(1)];
        const soupIsDone = stage.event("soup is done, and eggs are ordered right after");
        void place(() => soupIsDone);
        stove.cook(place, "toast");
        setImmediate(async () => {
          await soupIsDone;
          for (let passed = 0; passed < microtasks; passed++) await null;
          stove.cook(place, "eggs");
        });
        return { check: () => expectNoMoreThan(1, stove) };
      });
    }
  });

  it("leaves no place unused while a task waits", async (context) => {
    await expectInEveryOrder(context, "4 tasks in 2 places, used to the full", (stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      const dishes = ["soup", "toast", "eggs", "rice"];
      for (const dish of dishes) stove.cook(place, dish);
      return {
        check: () => expectNoPlaceFree(2, dishes.length - stove.started.length, stove),
        end: () => expect(stove.outcomes.size, "tasks that have ended").toBe(dishes.length),
      };
    });
  });

  it("starts tasks in the order in which they were asked for", async (context) => {
    await expectInEveryOrder(context, "4 tasks in line", (stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      for (const dish of ["soup", "toast", "eggs", "rice"]) stove.cook(place, dish);
      return {
        end: () => expect(stove.started.join(", "), "started").toBe("soup, toast, eggs, rice"),
      };
    });
  });

  it("gives on the place of a task that fails", async (context) => {
    await expectInEveryOrder(context, "4 tasks, of which 2 fail", (stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      for (const dish of ["soup", "toast"]) stove.cook(place, dish, undefined, true);
      for (const dish of ["eggs", "rice"]) stove.cook(place, dish);
      return {
        check: () => expectNoPlaceFree(2, 4 - stove.started.length, stove),
        end: () => expect([...stove.outcomes.values()].sort()).toHaveLength(4),
      };
    });
  });

  it("gives on the place of a task that throws before it returns a promise", async (context) => {
    await expectInEveryOrder(context, "3 tasks, of which 1 throws at once", (stage) => {
      const [stove, place] = [new Stove(stage), limit(1)];
      stove.cook(place, "soup");
      let outcome = "nothing yet";
      const thrown = place(() => {
        throw new Error("no eggs left");
      });
      thrown.catch((error: unknown) => {
        outcome = messageOf(error);
      });
      stove.cook(place, "toast");
      return {
        end: () => {
          expect(outcome, "what became of the task that throws").toBe("no eggs left");
          expect(stove.started, "tasks that were started").toEqual(["soup", "toast"]);
        },
      };
    });
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d places", (places) => {
    expect(() => limit(places)).toThrow(RangeError);
  });
});

describe("a limiter with a signal", () => {
  it("starts no task whose signal has aborted already", async () => {
    const place = limit(1);
    let isStarted = false;
    const outcome = place(() => {
      isStarted = true;
    }, AbortSignal.abort(reason)).catch((error: unknown) => error);
    expect(await outcome, "what it rejected with").toBe(reason);
    expect(isStarted, "a task was started whose signal had aborted").toBe(false);
    expect(await place(() => "soup"), "the next task resolved to").toBe("soup");
  });

  it("rejects a task that waits as soon as its signal aborts", async (context) => {
    await expectInEveryOrder(context, "2 tasks and an abort", (stage) => {
      const [stove, place, guest] = [new Stove(stage), limit(1), new AbortController()];
      stove.cook(place, "soup");
      stove.cook(place, "toast", guest.signal);
      let hadBegun = false;
      void stage.event("the guest of the toast leaves").then(() => {
        hadBegun = stove.started.includes("toast");
        guest.abort(reason);
      });
      return {
        check: () => {
          if (!guest.signal.aborted || hadBegun) return;
          expect(stove.started, "tasks that were started").not.toContain("toast");
          const outcome = stove.outcomes.get("toast") ?? "nothing yet";
          expect(outcome, "what became of the toast").toBe("rejected with the guest has left");
        },
      };
    });
  });

  it("gives the place of a task that has left the line to the next one", async (context) => {
    await expectInEveryOrder(context, "4 tasks and an abort", (stage) => {
      const [stove, place, guest] = [new Stove(stage), limit(2), new AbortController()];
      for (const dish of ["soup", "toast"]) stove.cook(place, dish);
      stove.cook(place, "eggs", guest.signal);
      stove.cook(place, "rice");
      void stage.event("the guest of the eggs leaves").then(() => guest.abort(reason));
      return {
        check: () => {
          expectNoMoreThan(2, stove);
          const waiting = ["eggs", "rice"].filter(
            (dish) => !stove.started.includes(dish) && !stove.outcomes.has(dish),
          );
          expectNoPlaceFree(2, waiting.length, stove);
        },
        end: () => expect(stove.outcomes.size, "tasks that have ended").toBe(4),
      };
    });
  });

  it("leaves the place to a running task whose signal aborts", async (context) => {
    await expectInEveryOrder(context, "2 tasks and an abort of the first", (stage) => {
      const [stove, place, guest] = [new Stove(stage), limit(1), new AbortController()];
      stove.cook(place, "soup", guest.signal);
      stove.cook(place, "toast");
      void stage.event("the guest of the soup leaves").then(() => guest.abort(reason));
      return {
        check: () => expectNoMoreThan(1, stove),
        end: () => expect(stove.outcomes.get("soup")).toBe("resolved to soup"),
      };
    });
  });

  it("stops listening to the signal when the task begins", async () => {
    const [place, signal] = [limit(1), new AbortController().signal];
    const tasks = [1, 2, 3].map((dish) => place(async () => dish, signal));
    expect(await Promise.all(tasks)).toEqual([1, 2, 3]);
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });
});

describe("waitForTurn", () => {
  it("takes the turn out of the line when the signal aborts", async () => {
    const [line, guest] = [new WaitingLine<Turn>(), new AbortController()];
    const waits = [waitForTurn(line, guest.signal), waitForTurn(line)];
    const left = waits[0]?.catch((error: unknown) => error);
    guest.abort(reason);
    expect(await left, "what it rejected with").toBe(reason);
    expect(line.length, "turns left in the line").toBe(1);
    line.shift()?.();
    await waits[1];
  });
});
