// The tests of exercise `async-queue`: every order in which items come, go and are given up. No timer ever fires.

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AsyncQueue } from "#exercise/04-queues/async-queue.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";
import { expectInEveryOrder } from "../03-event-loop/fixtures/orders.ts";
import { describeGivingUp } from "./fixtures/describe-giving-up.ts";
import { expectRoom, Kitchen } from "./fixtures/kitchen.ts";
import { phones, playCalls, type QueueCall } from "./fixtures/play-calls.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("AsyncQueue", () => {
  it("gives back what was put, the oldest first", async () => {
    const queue = new AsyncQueue<string>();
    for (const order of ["soup", "toast", "eggs"]) await queue.put(order);
    expect(queue.size, "size after three puts").toBe(3);
    const taken = [await queue.get(), await queue.get(), await queue.get()];
    expect(taken.join(", "), "what get returned").toBe("soup, toast, eggs");
    expect(queue.size, "size when all is taken").toBe(0);
  });

  it("lets a consumer wait for an item", async (context) => {
    await expectInEveryOrder(context, "2 gets and 2 puts", (stage) => {
      const kitchen = new Kitchen(stage);
      for (const cook of ["Ada", "Bo"])
        void stage.event(`${cook} asks`).then(() => kitchen.get(cook));
      for (const order of ["soup", "toast"])
        void stage.event(`${order} is ordered`).then(() => kitchen.put(order));
      return {
        end: () => {
          const got = ["Ada", "Bo"].map((cook) => kitchen.outcome(`get of ${cook}`));
          expect(got.toSorted().join(", "), "what two cooks got of two orders").toBe("soup, toast");
        },
      };
    });
  });

  it("lets a producer wait for room", async (context) => {
    await expectInEveryOrder(context, "3 puts and 2 gets, room for 1", (stage) => {
      const kitchen = new Kitchen(stage, 1);
      for (const order of ["soup", "toast", "eggs"]) void kitchen.put(order);
      let asked = 0;
      for (const cook of ["Ada", "Bo"])
        void stage.event(`${cook} asks`).then(() => {
          asked++;
          return kitchen.get(cook);
        });
      return {
        check: () => {
          expectRoom(kitchen);
          const done = [...kitchen.outcomes.values()].filter((outcome) => outcome === "done");
          expect(done.length, `puts that are done, after ${asked} gets`).toBe(asked + 1);
        },
        end: () => expect(kitchen.taken.join(", "), "taken").toBe("soup, toast"),
      };
    });
  });

  it("never holds more than there is room for, and loses nothing", async (context) => {
    await expectInEveryOrder(context, "3 puts and 3 gets, room for 1", (stage) => {
      const kitchen = new Kitchen(stage, 1);
      for (const order of ["soup", "toast", "eggs"])
        void stage.event(`${order} is ordered`).then(() => kitchen.put(order));
      for (const cook of ["Ada", "Bo", "Cy"])
        void stage.event(`${cook} asks`).then(() => kitchen.get(cook));
      return {
        check: () => expectRoom(kitchen),
        end: () => {
          const taken = kitchen.taken.toSorted().join(", ");
          expect(taken, "what three cooks got of three orders").toBe("eggs, soup, toast");
          expect(kitchen.outcomes.size, "calls that have come back, of six").toBe(6);
        },
      };
    });
  });

  it("serves the callers that wait in the order in which they came", async (context) => {
    await expectInEveryOrder(context, "3 who wait for an item, 3 who wait for room", (stage) => {
      const [hungry, full] = [new Kitchen(stage), new Kitchen(stage, 1)];
      for (const cook of ["Ada", "Bo", "Cy"]) void hungry.get(cook);
      for (const order of ["soup", "toast", "eggs", "rice"]) void full.put(order);
      void stage.event("three orders come, four are fetched").then(async () => {
        for (const order of ["1", "2", "3"]) await hungry.put(order);
        for (let cook = 1; cook <= 4; cook++) await full.get(`${cook}`);
      });
      return {
        end: () => {
          const got = ["Ada", "Bo", "Cy"].map((cook) => hungry.outcome(`get of ${cook}`));
          expect(got.join(", "), "what three cooks got who waited").toBe("1, 2, 3");
          expect(full.taken.join(", "), "what was taken of orders that waited for room").toBe(
            "soup, toast, eggs, rice",
          );
        },
      };
    });
  });

  it("lets no newcomer take the item that a waiting consumer is about to get", async (context) => {
    // The newcomer asks so many microtasks after the put: before, between and after the moments at
    // which the item changes hands and whoever waited goes on.
    for (let microtasks = 0; microtasks < 8; microtasks++) {
      await expectInEveryOrder(context, "2 gets, of which 1 comes late", (stage) => {
        const kitchen = new Kitchen(stage, 1);
        void kitchen.get("Ada");
        void stage.event("soup is ordered, and Bo asks right after").then(async () => {
          void kitchen.put("soup");
          for (let passed = 0; passed < microtasks; passed++) await null;
          void kitchen.get("Bo");
        });
        return {
          end: () => expect(kitchen.outcome("get of Ada"), "what Ada got, who waited").toBe("soup"),
        };
      });
    }
  });

  it("lets no newcomer use the room that a waiting producer is about to get", async (context) => {
    for (let microtasks = 0; microtasks < 8; microtasks++) {
      await expectInEveryOrder(context, "3 puts, of which 1 comes late", (stage) => {
        const kitchen = new Kitchen(stage, 1);
        for (const order of ["soup", "toast"]) void kitchen.put(order);
        void stage.event("Ada asks, and eggs are ordered right after").then(async () => {
          void kitchen.get("Ada");
          for (let passed = 0; passed < microtasks; passed++) await null;
          void kitchen.put("eggs");
        });
        return {
          check: () => expectRoom(kitchen),
          end: () => expect(kitchen.outcome("put of toast"), "put of toast").toBe("done"),
        };
      });
    }
  });

  it.each([0, -1, Number.NaN])("refuses room for %d items", (capacity) => {
    expect(() => new AsyncQueue(capacity)).toThrow(RangeError);
  });
});

describe("a closed AsyncQueue", () => {
  it("takes nothing more when it is closed, and still gives what is in it", async () => {
    const queue = new AsyncQueue<string>();
    await queue.put("soup");
    expect(queue.isClosed, "isClosed before close").toBe(false);
    queue.close();
    expect(queue.isClosed, "isClosed after close").toBe(true);
    const late = await queue.put("toast").catch((error: unknown) => error);
    expect(late, "what put rejected with").toBeInstanceOf(QueueClosedError);
    expect(await queue.get(), "the first get after close").toBe("soup");
    expect(await queue.get(), "the second get after close").toBe(undefined);
  });

  it("tells all consumers that wait that no item will come", async (context) => {
    await expectInEveryOrder(context, "2 gets and a close", (stage) => {
      const kitchen = new Kitchen(stage);
      for (const cook of ["Ada", "Bo"])
        void stage.event(`${cook} asks`).then(() => kitchen.get(cook));
      void stage.event("the kitchen closes").then(() => kitchen.queue.close());
      return {
        end: () => {
          const got = ["Ada", "Bo"].map((cook) => kitchen.outcome(`get of ${cook}`));
          expect(got.join(", "), "what two cooks got").toBe("the end, the end");
        },
      };
    });
  });

  it("turns away all producers that wait for room, with their items", async (context) => {
    await expectInEveryOrder(context, "3 puts and a close, room for 1", (stage) => {
      const kitchen = new Kitchen(stage, 1);
      for (const order of ["soup", "toast", "eggs"]) void kitchen.put(order);
      void stage.event("the kitchen closes").then(() => kitchen.queue.close());
      void stage.event("the rest is fetched").then(async () => {
        for (let cook = 1; cook <= 3; cook++) await kitchen.get(`${cook}`);
      });
      return {
        check: () => {
          if (!kitchen.queue.isClosed) return;
          const waiting = ["soup", "toast", "eggs"].filter(
            (order) => kitchen.outcome(`put of ${order}`) === "nothing yet",
          );
          expect(waiting.join(", "), "puts that still wait for room after close").toBe("");
        },
        end: () => {
          for (const order of ["soup", "toast", "eggs"]) {
            const wasTaken = kitchen.taken.includes(order);
            expect(kitchen.outcome(`put of ${order}`), `put of ${order}`).toBe(
              wasTaken ? "done" : "closed",
            );
          }
        },
      };
    });
  });
});

describeGivingUp();

describe("for await over an AsyncQueue", () => {
  it("gives every item to a loop over it, which ends when it is closed and empty", async (context) => {
    await expectInEveryOrder(context, "an iteration, 3 puts and a close", (stage) => {
      const kitchen = new Kitchen(stage, 2);
      const cooked: string[] = [];
      let hasEnded = false;
      void (async () => {
        for await (const order of kitchen.queue) {
          cooked.push(order);
          await stage.event(`${order} is cooked`);
        }
        hasEnded = true;
      })();
      void stage.event("three orders come, and no more").then(async () => {
        for (const order of ["soup", "toast", "eggs"]) await kitchen.put(order);
        kitchen.queue.close();
      });
      return {
        end: () => {
          expect(cooked.join(", "), "what the iteration gave").toBe("soup, toast, eggs");
          expect(hasEnded, "the iteration has ended").toBe(true);
        },
      };
    });
  });

  it("takes nothing more out when a loop over it is left", async () => {
    const queue = new AsyncQueue<string>();
    for (const order of ["soup", "toast", "eggs"]) await queue.put(order);
    for await (const order of queue) if (order === "soup") break;
    expect(queue.size, "items left after a break at the first of three").toBe(2);
  });
});

describe("an AsyncQueue with items that are falsy", () => {
  it.each([0, "", false, null])("takes %j for an item like any other", async (item) => {
    const queue = new AsyncQueue<unknown>(1);
    const early = queue.get();
    await queue.put(item);
    expect(await early, "what a get came to that waited").toBe(item);
    await queue.put(item);
    expect(queue.size, "items in the queue").toBe(1);
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const one of queue) seen.push(one);
    })();
    await queue.put("toast");
    queue.close();
    await reading;
    expect(seen, "what a loop gave").toEqual([item, "toast"]);
  });
});

describe("an AsyncQueue, whatever is put, taken and given up,", () => {
  it("does as a line of items does, between two lines of those who wait", async () => {
    const item = fc.constantFrom<unknown>("soup", "toast", null, 0, "", false);
    const phone = fc.nat(phones);
    const call = fc.oneof<fc.Arbitrary<QueueCall>[]>(
      fc.record({ does: fc.constant("put" as const), item, phone }),
      fc.record({ does: fc.constant("put" as const), item, phone }),
      fc.record({ does: fc.constant("get" as const), phone }),
      fc.record({ does: fc.constant("get" as const), phone }),
      fc.record({ does: fc.constant("abort" as const), phone, reason: item }),
      fc.constantFrom<QueueCall>({ does: "read" }, { does: "close" }),
    );
    const turn = fc.array(call, { minLength: 1, maxLength: 3 });
    const turns = fc.array(turn, { maxLength: 8, size: "max" });
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 2 }), turns, playCalls);
    const { failed, errorInstance } = await fc.check(property, { seed: 4, numRuns: 150 });
    if (failed) throw errorInstance;
  });
});
