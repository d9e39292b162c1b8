// The tests of exercise `async-mutex`: every order in which customers come, go and give up. No timer ever fires.

import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AsyncMutex } from "#exercise/03-event-loop/async-mutex.ts";
import { inEveryOrder } from "#lesson/03-event-loop/every-order.ts";
import type { Limiter } from "#solution/03-event-loop/limiter.ts";
import { Desk, expectOneAtATime, expectServed } from "./fixtures/desk.ts";
import { expectInEveryOrder } from "./fixtures/orders.ts";
import { type Door, expectInAnyRounds } from "./fixtures/play-rounds.ts";

const reason = new Error("the customer has left");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("AsyncMutex", () => {
  it("runs an action and resolves to what it returns", async () => {
    const mutex = new AsyncMutex();
    expect(await mutex.runExclusive(async () => "a ticket")).toBe("a ticket");
    expect(await mutex.runExclusive(() => "another")).toBe("another");
  });

  it("is locked from acquire to release", async () => {
    const mutex = new AsyncMutex();
    expect(mutex.isLocked, "isLocked at first").toBe(false);
    const release = await mutex.acquire();
    expect(mutex.isLocked, "isLocked after acquire").toBe(true);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(mutex.isLocked, "isLocked after release").toBe(false);
  });

  it("lets in one at a time", async (context) => {
    await expectInEveryOrder(context, "3 tasks that come one by one", (stage) => {
      const desk = new Desk(stage);
      for (const customer of ["Ada", "Bo", "Cy"])
        void stage.event(`${customer} comes`).then(() => desk.serve(customer));
      return {
        check: () => expectOneAtATime(desk),
        end: () => expect(desk.served.length, "customers that were served").toBe(3),
      };
    });
  });

  it("lets in one at a time, too, if tasks call acquire themselves", async () => {
    await inEveryOrder((stage) => {
      const desk = new Desk(stage);
      for (const customer of ["Ada", "Bo", "Cy"]) desk.serveByHand(customer);
      return {
        check: () => expectOneAtATime(desk),
        end: () => expect(desk.served.length, "customers that were served").toBe(3),
      };
    });
  });

  it("is given to those who wait in the order in which they came", async () => {
    await inEveryOrder((stage) => {
      const desk = new Desk(stage);
      for (const customer of ["Ada", "Bo", "Cy", "Di"]) desk.serve(customer);
      return { end: () => expectServed(desk, ["Ada", "Bo", "Cy", "Di"]) };
    });
  });

  it("lets in no newcomer beside or before a task whose turn has come", async () => {
    // The newcomer asks so many microtasks after the release: before, between and after the moments at
    // which the mutex changes hands and whoever was called goes on.
    for (let microtasks = 0; microtasks < 8; microtasks++) {
      await inEveryOrder((stage) => {
        const desk = new Desk(stage);
        void desk.mutex.acquire().then(async (release) => {
          await stage.event("Ada goes, and Cy comes right after");
          release();
          for (let passed = 0; passed < microtasks; passed++) await null;
          desk.serve("Cy");
        });
        desk.serve("Bo");
        return {
          check: () => expectOneAtATime(desk),
          end: () => expectServed(desk, ["Bo", "Cy"]),
        };
      });
    }
  });

  it("is given back by an action that fails, and no other action fails", async () => {
    await inEveryOrder((stage) => {
      const desk = new Desk(stage);
      desk.serve("Ada", undefined, true);
      for (const customer of ["Bo", "Cy"]) desk.serve(customer);
      return {
        end: () => {
          expect(Object.fromEntries(desk.outcomes), "what became of them").toEqual({
            Ada: "Ada is angry",
            Bo: "served",
            Cy: "served",
          });
          expectServed(desk, ["Ada", "Bo", "Cy"]);
        },
      };
    });
  });

  it("is given back by an action that throws before it returns a promise", async () => {
    const [mutex, failure] = [new AsyncMutex(), new RangeError("sold out")];
    const outcome = mutex.runExclusive(() => {
      throw failure;
    });
    expect(await outcome.catch((error: unknown) => error)).toBe(failure);
    expect(mutex.isLocked, "isLocked afterwards").toBe(false);
  });

  it("lets in nobody who waits for another mutex", async () => {
    await inEveryOrder((stage) => {
      const desk = new Desk(stage);
      const phoneIsFree = stage.event("the phone is free");
      void new AsyncMutex().runExclusive(() => phoneIsFree);
      for (const customer of ["Ada", "Bo"]) desk.serve(customer);
      return {
        check: () => expectOneAtATime(desk),
        end: () => expectServed(desk, ["Ada", "Bo"]),
      };
    });
  });

  it("ignores a second call of release", async () => {
    await inEveryOrder((stage) => {
      const desk = new Desk(stage);
      desk.serveByHand("Ada", undefined, 2);
      for (const customer of ["Bo", "Cy"]) desk.serveByHand(customer);
      return {
        check: () => expectOneAtATime(desk),
        end: () => expectServed(desk, ["Ada", "Bo", "Cy"]),
      };
    });
  });
});

describe("AsyncMutex with a signal", () => {
  it("is not taken by a task whose signal has aborted already, even if it is free", async () => {
    const mutex = new AsyncMutex();
    const outcome = mutex.acquire(AbortSignal.abort(reason)).catch((error: unknown) => error);
    expect(await outcome, "what acquire rejected with").toBe(reason);
    expect(mutex.isLocked, "isLocked afterwards").toBe(false);
  });

  it("stays with the task that has it when the signal of that task aborts", async () => {
    await inEveryOrder((stage) => {
      const [desk, phone] = [new Desk(stage), new AbortController()];
      desk.serve("Ada", phone.signal);
      desk.serve("Bo");
      void stage.event("Ada's phone rings").then(() => phone.abort(reason));
      return {
        check: () => expectOneAtATime(desk),
        end: () => expect(desk.outcomes.get("Ada")).toBe("served"),
      };
    });
  });

  it("passes over a task that has given up, and rejects it immediately", async (context) => {
    await expectInEveryOrder(context, "3 tasks that come one by one, and an abort", (stage) => {
      const [desk, phone] = [new Desk(stage), new AbortController()];
      const came: string[] = [];
      for (const customer of ["Ada", "Bo", "Cy"]) {
        void stage.event(`${customer} comes`).then(() => {
          came.push(customer);
          if (customer === "Bo") desk.serve(customer, phone.signal);
          else desk.serveByHand(customer);
        });
      }
      let wasServed = false;
      void stage.event("Bo is called away").then(() => {
        wasServed = desk.served.includes("Bo");
        phone.abort(reason);
      });
      return {
        check: () => {
          expectOneAtATime(desk);
          if (!phone.signal.aborted || wasServed || !came.includes("Bo")) return;
          const outcome = desk.outcomes.get("Bo") ?? "nothing yet";
          expect(outcome, "what became of Bo, who has left").toBe("the customer has left");
        },
        end: () => {
          const served = came.filter((customer) => customer !== "Bo" || wasServed);
          expectServed(desk, served);
        },
      };
    });
  });

  it("is not lost when a task gives up at the moment when its turn comes", async () => {
    for (const first of ["release", "abort"]) {
      await inEveryOrder((stage) => {
        const [desk, phone] = [new Desk(stage), new AbortController()];
        void desk.mutex.acquire().then(async (release) => {
          await stage.event(`Ada goes, and Bo is called away: ${first} first`);
          if (first === "release") release();
          phone.abort(reason);
          if (first === "abort") release();
        });
        desk.serve("Bo", phone.signal);
        desk.serve("Cy");
        return {
          check: () => expectOneAtATime(desk),
          end: () => {
            expect(desk.outcomes.get("Cy"), "what became of Cy, who waits behind Bo").toBe(
              "served",
            );
            expect(desk.mutex.isLocked, "isLocked, when everybody has gone").toBe(false);
          },
        };
      });
    }
  });

  it("stops listening to the signal of a task that has been let in", async () => {
    const [mutex, signal] = [new AsyncMutex(), new AbortController().signal];
    const actions = [1, 2, 3].map((ticket) => mutex.runExclusive(async () => ticket, signal));
    expect(await Promise.all(actions)).toEqual([1, 2, 3]);
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });

  it("runs no action whose signal aborts before it begins, though it has the mutex already", async () => {
    // Bo is called away so many microtasks after Ada goes.
    for (let microtasks = 0; microtasks < 10; microtasks++) {
      await inEveryOrder((stage) => {
        const [desk, phone] = [new Desk(stage), new AbortController()];
        let wasServed = false;
        void desk.mutex.acquire().then(async (release) => {
          await stage.event("Ada goes, and Bo is called away right after");
          release();
          for (let passed = 0; passed < microtasks; passed++) await null;
          wasServed = desk.served.includes("Bo");
          phone.abort(reason);
        });
        desk.serve("Bo", phone.signal);
        desk.serve("Cy");
        return { end: () => expectServed(desk, wasServed ? ["Bo", "Cy"] : ["Cy"]) };
      });
    }
  });

  it("keeps all these rules, whatever actions and signals do in one round of the event loop", async () => {
    await expectInAnyRounds(() => doorOf(new AsyncMutex()));
  });

  it("keeps them if tasks call acquire themselves, and release as often as they like", async () => {
    await expectInAnyRounds(() => {
      const mutex = new AsyncMutex();
      const run: Limiter = async (task, signal) => {
        const release = await mutex.acquire(signal);
        try {
          return await task();
        } finally {
          release();
          release();
        }
      };
      return { ...doorOf(mutex), run, isLetInByThen: true };
    });
  });
});

/** A door with one place, which is the mutex. */
function doorOf(mutex: AsyncMutex): Door {
  return {
    places: 1,
    run: (action, signal) => mutex.runExclusive(action, signal),
    findFault: (running) =>
      mutex.isLocked === running > 0
        ? undefined
        : `\`isLocked\` is ${mutex.isLocked}, and ${running > 0 ? "somebody has" : "nobody has"} the mutex`,
  };
}
