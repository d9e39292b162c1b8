// The tests of exercise `event`: alone, under every schedule, and once with real threads.

import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { Event } from "#exercise/06-conditions/event.ts";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";
import { defineScenario, replaceAtomics } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { share } from "../02-locks/fixtures/together.ts";
import { inNoTime } from "../04-queues/fixtures/sleeping-clock.ts";
import { wakeAsyncForNothing, wakeForNothing } from "../04-queues/fixtures/woken-for-nothing.ts";
import { howItWaits } from "./fixtures/how-it-waits.ts";
import { findWrongWaitAsync } from "./fixtures/play-wait-async.ts";
import { specifyEvent } from "./specifications/event.ts";

function createEvent(): Event {
  return new Event(share(Event.length));
}

/**
 * Does `action`, and a `set` right before the step of it with this number, from 1.
 *
 * @returns false if it has fewer steps, or takes them by functions of its own
 */
function beforeStep(step: number, event: Event, action: () => void): boolean {
  let steps = 0;
  const putBack = (["load", "waitAsync"] as const).map((name) =>
    replaceAtomics(name, (call) => (...args) => {
      if (++steps === step) event.set();
      return call(...args);
    }),
  );
  try {
    action();
  } finally {
    for (const each of putBack) each();
  }
  return steps >= step;
}

const cook = new URL("./fixtures/event-cook.ts", import.meta.url);
const guest = new URL("./fixtures/event-guest.ts", import.meta.url);
const toTerminate: { terminate(): unknown }[] = [];
afterEach(() => {
  for (const worker of toTerminate.splice(0)) worker.terminate();
});

describe("an event alone", () => {
  it("is clear at first, and set from `set` to `clear`", () => {
    const event = createEvent();
    expect(event.isSet, "isSet of a new event").toBe(false);
    event.set();
    expect(event.isSet, "isSet after set()").toBe(true);
    event.set();
    expect(event.isSet, "isSet after a second set()").toBe(true);
    event.clear();
    expect(event.isSet, "isSet after clear()").toBe(false);
  });

  it("does not stop a thread that comes after `set`", () => {
    const event = createEvent();
    event.set();
    const wait = () => inNoTime(() => event.wait(0));
    expect(wait(), "wait(0) on a set event").toBe(true);
    expect(wait(), "wait(0) on the same event again").toBe(true);
  });

  it("waits no longer than the timeout says, and says so", () => {
    expect(createEvent().wait(1), "wait(1) on an event that no thread sets").toBe(false);
  });
});

describe("an event between threads", () => {
  it("lets a thread that waits sleep", () => {
    const fate = howItWaits({ event: Event.length }, (m) => new Event(m.event).wait());
    expect(fate, "a thread that waits for what never comes").toBe("asleep");
  });

  it("never misses a `set`, whichever thread comes first", () => {
    expect(
      defineScenario({
        name: "the cook waits for the ingredients",
        memory: { event: Event.length, ingredients: 1 },
        threads: [
          function cook(m) {
            const heard = new Event(m.event).wait();
            return heard && m.ingredients[0];
          },
          function supplier(m) {
            m.ingredients[0] = 1;
            new Event(m.event).set();
          },
        ],
        final: (_, [seen]) => seen === 1 || "the cook went on without the ingredients",
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
  });

  it("can be cleared and used again", () => {
    const inTurn = (rounds: number) =>
      defineScenario({
        name: "orders and dishes in turn",
        memory: { order: Event.length, dish: Event.length, served: 1 },
        threads: [
          function waiter(m) {
            const [order, dish] = [new Event(m.order), new Event(m.dish)];
            for (let round = 0; round < rounds; round++) {
              m.served[0]++;
              order.set();
              dish.wait();
              dish.clear();
            }
          },
          function cook(m) {
            const [order, dish] = [new Event(m.order), new Event(m.dish)];
            for (let round = 0; round < rounds; round++) {
              order.wait();
              order.clear();
              m.served[0]++;
              dish.set();
            }
          },
        ],
        final: (m) => m.served[0] === 2 * rounds || `served is ${m.served[0]}, not ${2 * rounds}`,
      });
    expect(inTurn(1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(inTurn(2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("wakes all threads that wait, not one", () => {
    const cook = (m: { start: Int32Array }) => new Event(m.start).wait();
    expect(
      defineScenario({
        name: "a start signal for two cooks",
        memory: { start: Event.length },
        threads: [
          cook,
          cook,
          function starter(m) {
            new Event(m.start).set();
          },
        ],
        final: (_, [first, second]) =>
          (first === true && second === true) || "wait() without a timeout did not return true",
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });

  it("lets no thread sleep while it is set, whatever was called meanwhile", () => {
    const cells = share(Event.length);
    new Event(cells).set();
    expect(
      defineScenario({
        name: "an old order is taken back while a new one comes",
        memory: { order: [...cells], isCleared: 1 },
        threads: [
          function cook(m) {
            const order = new Event(m.order);
            order.clear();
            Atomics.store(m.isCleared, 0, 1);
            Atomics.notify(m.isCleared, 0);
            order.wait();
          },
          function waiter(m) {
            const order = new Event(m.order);
            order.set();
            Atomics.wait(m.isCleared, 0, 0);
            if (!order.isSet) order.set();
          },
        ],
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads, clear and set at the same time" });
  });

  it("returns true from a wait without a timeout, even if `clear` comes immediately", () => {
    expect(
      defineScenario({
        name: "set, clear, set",
        memory: { event: Event.length },
        threads: [
          function waits(m) {
            return new Event(m.event).wait();
          },
          function sets(m) {
            const event = new Event(m.event);
            event.set();
            event.clear();
            event.set();
          },
        ],
        final: (_, [heard]) => heard === true || "wait() without a timeout did not return true",
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads, set, clear, set" });
  });
});

describe("waitAsync", () => {
  it("leaves the thread running, and settles when the event is set", async () => {
    const event = createEvent();
    const heard = event.waitAsync();
    let said = "nothing yet";
    void heard.then((value) => {
      said = String(value);
    });
    await nextTurn();
    expect(said, "waitAsync() before set()").toBe("nothing yet");
    event.set();
    expect(await heard, "waitAsync() and then set()").toBe(true);
    const result = inNoTime(() => event.waitAsync(0));
    expect(await result, "waitAsync(0) on a set event").toBe(true);
  });

  it("settles to false when the time is over", async () => {
    expect(await createEvent().waitAsync(0), "waitAsync(0) on an event nobody sets").toBe(false);
  });

  it("settles only when the event is set, whatever is called meanwhile", async () => {
    const found = await findWrongWaitAsync(createEvent);
    expect(found, "what a waitAsync() said that it may not say").toBe("nothing");
  });

  it("hears a `set` that comes between any two of its steps", async () => {
    for (let step = 1; ; step++) {
      const event = createEvent();
      let said = "nothing";
      const isStep = beforeStep(step, event, () => {
        void event.waitAsync().then((value) => {
          said = String(value);
        });
      });
      if (!isStep) break;
      await nextTurn();
      expect(said, `what waitAsync() said of a set() before its step ${step}`).toBe("true");
    }
  });

  it("goes on for the time that is left when it was woken for nothing", async () => {
    const left = "10, 6, 1";
    const slept = await wakeAsyncForNothing(() => createEvent().waitAsync(10));
    expect(slept ?? left, "waitAsync(10), woken after 4 ms and after 9, sleeps for").toBe(left);
  });
});

it("behaves in every small program as if each call were one step", () => {
  const shapes = [[1], [2], [1, 1], [2, 1]];
  expect(specifyEvent(Event, shapes)).toHoldInEveryProgram();
});

it("goes on for the time that is left when it was woken for nothing", () => {
  const left = "10, 6, 1";
  const slept = wakeForNothing(() => createEvent().wait(10));
  expect(slept ?? left, "wait(10), woken after 4 ms and after 9, sleeps for").toBe(left);
});

it("does not keep a program running by a `waitAsync`, whatever its timeout", async () => {
  const worker = startWorker(guest, { workerData: createEvent().cells });
  toTerminate.push(worker);
  const more = await new Promise((resolve) => worker.once("message", resolve));
  expect(more, "what keeps a thread running that called waitAsync(60_000)").toEqual([]);
});

it("carries a thousand signals between real threads", async () => {
  const [order, dish] = [createEvent(), createEvent()];
  const worker = startWorker(cook, {
    workerData: { order: order.cells, dish: dish.cells, rounds: 1_000 },
  });
  toTerminate.push(worker);
  const cooked = join<number>(worker);
  for (let round = 0; round < 1_000; round++) {
    order.set();
    await dish.waitAsync();
    dish.clear();
  }
  expect(await cooked, "orders that the cook heard").toBe(1_000);
});
