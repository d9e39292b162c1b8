// The tests of exercise `future`: its life alone, and under every schedule of two threads.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CancelledError, Future } from "#exercise/07-pools/future.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { type LifeStep, playLife } from "./fixtures/play-life.ts";
import { withoutMicrotasks } from "./fixtures/without-microtasks.ts";
import { specifyFuture } from "./specifications/future.ts";

/** Everything that is due now has happened afterwards. */
const settleDown = () => new Promise((resolve) => setImmediate(resolve));

function startedFuture(): Future<string> {
  const future = new Future<string>();
  future.start();
  return future;
}

describe("a future", () => {
  it("is pending, then running, then fulfilled", () => {
    const future = new Future<string>();
    expect(future.state, "state of a new future").toBe("pending");
    expect(future.isDone, "isDone of a new future").toBe(false);
    expect(future.start(), "start() of a pending future").toBe(true);
    expect(future.state, "state after start()").toBe("running");
    expect(future.isDone, "isDone after start()").toBe(false);
    future.fulfill("soup");
    expect(future.state, "state after fulfill()").toBe("fulfilled");
    expect(future.isDone, "isDone after fulfill()").toBe(true);
    expect(future.runner, "runner, which has started it, after fulfill()").toBe(1);
  });

  it("gives its result to those who asked before and after", async () => {
    const future = startedFuture();
    const early = [future.result(), future.result()];
    future.fulfill("soup");
    const given = Promise.all([...early, future.result()]);
    expect(await given, "two who asked before, one after").toEqual(["soup", "soup", "soup"]);
    expect(await future.error(), "error() of a fulfilled future").toBe(undefined);
  });

  it("keeps the error until a caller asks, and gives it to all callers", async () => {
    const burnt = new RangeError("the soup is burnt");
    const future = startedFuture();
    const early = future.error();
    future.reject(burnt);
    expect(future.state, "state after reject()").toBe("rejected");
    await settleDown();
    expect(await early, "error(), asked before").toBe(burnt);
    expect(await future.error(), "error(), asked after").toBe(burnt);
    expect(await reasonOf(future.result()), "what result() rejects with").toBe(burnt);
  });

  it("takes undefined, null and 0 for an error like any other", async () => {
    for (const thrown of [undefined, null, 0, "", false]) {
      const future = startedFuture();
      future.reject(thrown);
      expect(future.state, `state after reject(${show(thrown)})`).toBe("rejected");
      const reason = await reasonOf(future.result());
      expect(reason, `what result() rejects with after reject(${show(thrown)})`).toBe(thrown);
    }
  });

  it("can be cancelled before it runs, and is too late to run then", async () => {
    const future = new Future<string>();
    const early = future.error();
    expect(future.cancel(), "cancel() of a pending future").toBe(true);
    expect(future.state, "state after cancel()").toBe("cancelled");
    expect(future.isDone, "isDone after cancel()").toBe(true);
    expect(future.start(), "start() of a cancelled future").toBe(false);
    expect(future.runner, "runner after a start() that came too late").toBe(undefined);
    expect(future.cancel(), "cancel() of a cancelled future").toBe(true);
    await settleDown();
    const error = await early;
    expect(error, "error() of a cancelled future").toBeInstanceOf(CancelledError);
    const reason = await reasonOf(future.result());
    expect(reason, "what result() of a cancelled future rejects with").toBeInstanceOf(
      CancelledError,
    );
    const isSame = reason === error && (await future.error()) === error;
    expect(isSame, "whether all who ask get the same CancelledError").toBe(true);
  });

  it("is too late to cancel once it runs", async () => {
    const future = startedFuture();
    expect(future.cancel(), "cancel() of a running future").toBe(false);
    expect(future.state, "state after a cancel() that came too late").toBe("running");
    future.fulfill("soup");
    expect(future.cancel(), "cancel() of a fulfilled future").toBe(false);
    expect(await future.result(), "the result after a cancel() that came too late").toBe("soup");
  });

  it("is settled once, and takes no outcome before it is started", async () => {
    const untouched = new Future<string>();
    expect(
      thrownBy(() => untouched.fulfill("soup")),
      "what fulfill() before start() throws",
    ).toBeInstanceOf(Error);
    expect(untouched.state, "state after a fulfill() before start()").toBe("pending");
    const future = startedFuture();
    future.fulfill("soup");
    expect(
      thrownBy(() => future.fulfill("stew")),
      "what a second fulfill() throws",
    ).toBeInstanceOf(Error);
    expect(
      thrownBy(() => future.reject(new Error("late"))),
      "what reject() after fulfill() throws",
    ).toBeInstanceOf(Error);
    expect(await future.result(), "the result after a second fulfill()").toBe("soup");
    const cancelled = new Future<string>();
    cancelled.cancel();
    expect(
      thrownBy(() => cancelled.fulfill("soup")),
      "what fulfill() after cancel() throws",
    ).toBeInstanceOf(Error);
  });

  it("tells every listener once, later, in the order in which they came", async () => {
    const told: string[] = [];
    const future = startedFuture();
    future.onDone((it) => told.push(`first: ${it.state}`));
    future.onDone(() => told.push("second"));
    future.fulfill("soup");
    expect(told, "before fulfill() has returned").toEqual([]);
    await settleDown();
    expect(told, "afterwards").toEqual(["first: fulfilled", "second"]);
    future.onDone(() => told.push("third"));
    expect(told.slice(2), "before onDone() has returned").toEqual([]);
    await settleDown();
    expect(told.slice(2), "those who came after the end").toEqual(["third"]);

    const cancelled = new Future();
    cancelled.onDone(({ state }) => told.push(state));
    cancelled.cancel();
    await settleDown();
    expect(told.slice(3), "after cancel()").toEqual(["cancelled"]);
  });

  it("answers those who ask within a listener, too", async () => {
    const told: string[] = [];
    const future = startedFuture();
    future.onDone(() => {
      future.onDone(() => told.push("onDone()"));
      void future.result().then(() => told.push("result()"));
      void future.error().then(() => told.push("error()"));
      told.push("the first listener returns");
    });
    future.fulfill("soup");
    await settleDown();
    expect(told[0], "what comes first").toBe("the first listener returns");
    expect(told.slice(1).sort(), "which of the calls in a listener got their answer").toEqual([
      "error()",
      "onDone()",
      "result()",
    ]);
  });

  it("tells its listeners in a microtask, before the event loop goes round", async () => {
    let told = 0;
    const future = startedFuture();
    future.onDone(() => told++);
    future.fulfill("soup");
    future.onDone(() => told++);
    for (let passed = 0; passed < 10; passed++) await null;
    expect(told, "those of two listeners who were told after ten microtasks").toBe(2);
  });
});

describe("a future, whatever happens to it,", () => {
  it("does as one does that can be begun, cancelled and settled once", async () => {
    const burnt = new RangeError("the soup is burnt");
    const value = fc.constantFrom<unknown>("soup", undefined, null, 0, "", false, burnt);
    const step = fc.oneof<fc.Arbitrary<LifeStep>[]>(
      fc.record({ does: fc.constantFrom("start", "cancel", "ask", "turn") }),
      fc.record({ does: fc.constantFrom("fulfill", "reject"), value }),
    );
    const property = fc.asyncProperty(fc.array(step, { maxLength: 9, size: "max" }), playLife);
    const { failed, errorInstance } = await fc.check(property, { seed: 7, numRuns: 200 });
    if (failed) throw errorInstance;
  });
});

describe("a future between threads", () => {
  it("says who runs it", () => {
    const cell = new Int32Array(new SharedArrayBuffer(4 * Future.length));
    const [here, there] = [new Future(cell), new Future(cell)];
    expect(here.runner, "runner of a pending future").toBe(undefined);
    expect(there.start(7), "start(7) by another thread").toBe(true);
    expect([here.state, here.runner], "state and runner, as seen from here").toEqual([
      "running",
      7,
    ]);
    expect(there.start(8), "start(8) after start(7)").toBe(false);
    expect(here.runner, "runner after a second start()").toBe(7);
    expect(here.cancel(), "cancel() of what another thread runs").toBe(false);
    here.fulfill("soup");
    expect(here.state, "state of what another thread has run").toBe("fulfilled");
    expect(here.runner, "runner after the end").toBe(7);
  });

  it("is run or cancelled, never both and never neither", () => {
    expect(
      defineScenario({
        name: "one thread starts the task, another cancels it",
        memory: { future: Future.length },
        threads: [
          function starts(m) {
            return new Future(m.future).start(1);
          },
          function cancels(m) {
            return withoutMicrotasks(() => new Future(m.future).cancel());
          },
        ],
        final: (_, [ran, cancelled]) => {
          if (ran && cancelled) return "the task runs though it is cancelled";
          return Boolean(ran || cancelled) || "the task neither runs nor is cancelled";
        },
      }),
    ).toHoldUnderEverySchedule({ of: "a start and a cancel" });
  });

  it("is run by one of the threads that try", () => {
    expect(
      defineScenario({
        name: "two threads start the same task",
        memory: { future: Future.length },
        threads: [(m) => new Future(m.future).start(1), (m) => new Future(m.future).start(2)],
        final: (_, [first, second]) => {
          if (first && second) return "both threads run the task";
          return Boolean(first || second) || "no thread runs the task";
        },
      }),
    ).toHoldUnderEverySchedule({ of: "two starts" });
  });
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyFuture(Future, [[1], [2], [1, 1]])).toHoldInEveryProgram();
});

const show = (value: unknown): string => JSON.stringify(value) ?? "undefined";

/** What the promise rejects with, or the words "nothing". */
async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => "nothing",
    (reason: unknown) => reason,
  );
}
