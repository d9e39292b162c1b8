// The tests of exercise `limiter`: every order in which tasks end and signals abort. No timer ever fires.

import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limit, type Turn, waitForTurn } from "#exercise/03-event-loop/limiter.ts";
import { inEveryOrder } from "#lesson/03-event-loop/every-order.ts";
import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { expectInEveryOrder } from "./fixtures/orders.ts";
import { expectInAnyRounds } from "./fixtures/play-rounds.ts";
import { expectNoMoreThan, expectNoPlaceFree, messageOf, Stove } from "./fixtures/stove.ts";

const reason = new Error("the guest has left");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a limiter", () => {
  it("resolves to what the task resolves to", async () => {
    const place = limit(2);
    expect(await place(async () => "soup")).toBe("soup");
    expect(await place(() => "toast")).toBe("toast");
  });

  it("rejects with what the task throws, immediately or later", async () => {
    const [place, failure] = [limit(2), new RangeError("burnt")];
    const rejecting = await place(() => Promise.reject(failure)).catch((error: unknown) => error);
    expect(rejecting, "what it rejected with").toBe(failure);
    const throwing = await place(() => {
      throw failure;
    }).catch((error: unknown) => error);
    expect(throwing, "what it rejected with").toBe(failure);
  });

  it("starts the next task when one has ended", async () => {
    await inEveryOrder((stage) => {
      const [stove, place] = [new Stove(stage), limit(1)];
      for (const dish of ["soup", "toast"]) stove.cook(place, dish);
      return {
        check: () => expectNoMoreThan(1, stove),
        end: () => expect(stove.started, "tasks that were started").toEqual(["soup", "toast"]),
      };
    });
  });

  it("has a free place again when all tasks have ended", async () => {
    await inEveryOrder((stage) => {
      const [stove, place] = [new Stove(stage), limit(1)];
      void stage.event("soup is ordered").then(() => stove.cook(place, "soup"));
      void stage.event("toast is ordered").then(() => stove.cook(place, "toast"));
      return { end: () => expect(stove.outcomes.size, "tasks that have ended").toBe(2) };
    });
  });

  it("runs no more tasks at the same time than there are places", async (context) => {
    await expectInEveryOrder(context, "5 tasks in 2 places", (stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      for (const dish of ["soup", "toast", "eggs", "rice"]) stove.cook(place, dish);
      void stage.event("cake is ordered").then(() => stove.cook(place, "cake"));
      return { check: () => expectNoMoreThan(2, stove) };
    });
  });

  it("starts no newcomer beside a task whose turn has come", async () => {
    // The newcomer asks so many microtasks after the end of the first task: before, between and after
    // the moments at which the place is given on and the called task takes it.
    for (let microtasks = 0; microtasks < 10; microtasks++) {
      await inEveryOrder((stage) => {
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

  it("leaves no place unused while a task waits", async () => {
    await inEveryOrder((stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      const dishes = ["soup", "toast", "eggs", "rice"];
      for (const dish of dishes) stove.cook(place, dish);
      return {
        check: () => expectNoPlaceFree(2, dishes.length - stove.started.length, stove),
        end: () => expect(stove.outcomes.size, "tasks that have ended").toBe(dishes.length),
      };
    });
  });

  it("starts tasks in the order in which they were asked for", async () => {
    await inEveryOrder((stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      for (const dish of ["soup", "toast", "eggs", "rice"]) stove.cook(place, dish);
      return {
        end: () => expect(stove.started.join(", "), "started").toBe("soup, toast, eggs, rice"),
      };
    });
  });

  it("passes on the place of a task that fails", async () => {
    await inEveryOrder((stage) => {
      const [stove, place] = [new Stove(stage), limit(2)];
      for (const dish of ["soup", "toast"]) stove.cook(place, dish, undefined, true);
      for (const dish of ["eggs", "rice"]) stove.cook(place, dish);
      return {
        check: () => expectNoPlaceFree(2, 4 - stove.started.length, stove),
        end: () => expect([...stove.outcomes.values()].sort()).toHaveLength(4),
      };
    });
  });

  it("counts a task that asks for another in its first step", async () => {
    const [place, log] = [limit(1), [] as string[]];
    let toast: Promise<unknown> | undefined;
    await place(async () => {
      log.push("soup begins");
      toast = place(() => log.push("toast begins"));
      await null;
      log.push("soup is done");
    });
    await toast;
    expect(log.join(", "), "what happened").toBe("soup begins, soup is done, toast begins");
  });

  it("passes on the place of a task that throws before it returns a promise", async () => {
    await inEveryOrder((stage) => {
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

  it("takes any whole number of places", async () => {
    for (const places of [2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER])
      expect(await limit(places)(() => "soup"), `a task, with ${places} places`).toBe("soup");
  });

  it("calls in nobody who waits at another limiter", async () => {
    await inEveryOrder((stage) => {
      const stove = new Stove(stage);
      const [kitchen, bar] = [limit(1), limit(1)];
      const coffeeIsDone = stage.event("coffee is done");
      void bar(() => coffeeIsDone);
      for (const dish of ["soup", "toast"]) stove.cook(kitchen, dish);
      return { check: () => expectNoMoreThan(1, stove) };
    });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d places", (places) => {
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

  it("rejects a task that waits as soon as its signal aborts", async () => {
    await inEveryOrder((stage) => {
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

  it("starts no task whose signal aborts before it begins, though its turn has come", async () => {
    // The guest leaves so many microtasks after the end of the soup.
    for (let microtasks = 0; microtasks < 10; microtasks++) {
      await inEveryOrder((stage) => {
        const [stove, place, guest] = [new Stove(stage), limit(1), new AbortController()];
        const soupIsDone = stage.event(
          "soup is done, and the guest of the toast leaves right after",
        );
        void place(() => soupIsDone);
        stove.cook(place, "toast", guest.signal);
        stove.cook(place, "eggs");
        let hadBegun = false;
        setImmediate(async () => {
          await soupIsDone;
          for (let passed = 0; passed < microtasks; passed++) await null;
          hadBegun = stove.started.includes("toast");
          guest.abort(reason);
        });
        return {
          end: () => {
            const begun = hadBegun ? ["toast", "eggs"] : ["eggs"];
            expect(stove.started, "tasks that were started").toEqual(begun);
          },
        };
      });
    }
  });

  it("leaves the place to a running task whose signal aborts", async () => {
    await inEveryOrder((stage) => {
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

  it("stops listening to the signal when the task begins", async () => {
    const [place, signal] = [limit(1), new AbortController().signal];
    const tasks = [1, 2, 3].map((dish) => place(async () => dish, signal));
    expect(await Promise.all(tasks)).toEqual([1, 2, 3]);
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });

  it("keeps all these rules, whatever tasks and signals do in one round of the event loop", async () => {
    await expectInAnyRounds((places) => ({ places, run: limit(places) }));
  });
});

describe("waitForTurn", () => {
  it("does not join the line if the signal has aborted already", async () => {
    const line = new WaitingLine<Turn>();
    const wait = waitForTurn(line, AbortSignal.abort(reason)).catch((error: unknown) => error);
    expect(line.length, "turns in the line").toBe(0);
    expect(await wait, "what it rejected with").toBe(reason);
  });

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

  it("resolves when its turn is called, and listens to the signal no more", async () => {
    const [line, guest] = [new WaitingLine<Turn>(), new AbortController()];
    const wait = waitForTurn(line, guest.signal);
    const others = waitForTurn(line);
    line.shift()?.();
    guest.abort(reason);
    const outcome = await wait.catch((error: unknown) => error);
    expect(outcome, "what it came to when its turn was called before the abort").toBe(undefined);
    expect(line.length, "turns left in the line").toBe(1);
    line.shift()?.();
    await others;
    const { signal } = new AbortController();
    void waitForTurn(line, signal);
    line.shift()?.();
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });
});
