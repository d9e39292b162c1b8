// The tests of exercise `offload`: on scripted threads in every order of result, end and abort, then on real ones.

import { getEventListeners } from "node:events";
import type { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { offload } from "#exercise/03-event-loop/offload.ts";
import type { Stage } from "#lesson/03-event-loop/every-order.ts";
import { expectInEveryOrder } from "./fixtures/orders.ts";
import { type ScriptedThread, threads } from "./fixtures/scripted-threads.ts";

vi.mock("node:worker_threads", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:worker_threads")>();
  const scripted = await import("./fixtures/scripted-threads.ts");
  const Worker = new Proxy(original.Worker, {
    construct: (RealWorker, [file, options]) =>
      scripted.threads.areScripted
        ? new scripted.ScriptedThread(file, options)
        : new RealWorker(file, options),
  });
  return { ...original, Worker };
});

const addUp = new URL("./fixtures/add-up.mjs", import.meta.url);
const computeForEver = new URL("./fixtures/compute-for-ever.mjs", import.meta.url);
const reason = new Error("the guest has left");

afterEach(() => {
  threads.areScripted = false;
  threads.started.length = 0;
});

type Deed = "posts" | "throws" | "exits";

/** What `promise` has come to so far. */
function follow(promise: Promise<unknown>): { outcome: string; error: unknown } {
  const followed = { outcome: "nothing yet", error: undefined as unknown };
  promise.then(
    (value) => {
      followed.outcome = `resolved to ${value}`;
    },
    (error: unknown) => {
      followed.error = error;
      followed.outcome = `rejected with ${error instanceof Error ? error.message : error}`;
    },
  );
  return followed;
}

/** What becomes of it, and the thread whose events are ours. */
function startScripted(): [outcome: Promise<string>, thread: ScriptedThread] {
  threads.areScripted = true;
  const outcome = offload(addUp, {}).then(
    (value) => `resolved to ${value}`,
    (error: unknown) => `rejected with ${error}`,
  );
  const thread = threads.started.at(-1);
  if (!thread) expect.fail("no thread was started");
  return [outcome, thread];
}

/** A thread that posts 42, or throws, and then ends, or just ends by `process.exit(3)`; unless it is terminated, which takes its time too. */
function giveLife(stage: Stage, thread: ScriptedThread, deed: Deed): void {
  void stage.event(`the thread ${deed}`).then(async () => {
    if (thread.hasEnded) return;
    if (deed === "exits") return thread.end(3);
    // After an abort, too: it was on its way.
    if (deed === "posts") thread.emit("message", 42);
    else if (thread.listenerCount("error") > 0) thread.emit("error", new Error("out of eggs"));
    if (thread.isTerminated) return;
    await stage.event("the thread ends");
    if (!thread.isTerminated) thread.end(deed === "posts" ? 0 : 1);
  });
  thread.onTerminate = () => {
    stage.note("terminate is called");
    void stage.event("the thread is gone by force").then(() => thread.end(1));
  };
}

const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => `nothing: it resolved to ${value}`,
    (error: unknown) => error,
  );

describe("offload", () => {
  it("resolves to what the thread posts", async () => {
    expect(await offload(addUp, { numbers: [1, 2, 3] })).toBe(6);
  });

  it("rejects with what the thread throws", async () => {
    const outcome = await offload(addUp, { numbers: [] }).catch((error: unknown) => error);
    expect(outcome, "what offload rejected with").toBeInstanceOf(RangeError);
    expect(outcome).toMatchObject({ message: "there are no numbers" });
  });

  it("copies the data to the thread if it is not in `transfer`", async () => {
    const numbers = Float64Array.of(1, 2, 3);
    expect(await offload(addUp, { numbers })).toBe(6);
    expect(numbers.length, "numbers that are left here").toBe(3);
  });

  it("moves to the thread what is in `transfer`", async () => {
    const numbers = Float64Array.of(1, 2, 3);
    expect(await offload(addUp, { numbers }, { transfer: [numbers.buffer] })).toBe(6);
    expect(numbers.length, "numbers that are left here after they have moved").toBe(0);
  });

  it("moves a MessagePort, which cannot be copied", async () => {
    const { port1, port2 } = new MessageChannel();
    const data = { numbers: [1, 2, 3], port: port1 };
    const outcome = await offload(addUp, data, { transfer: [port1] }).catch((error) => error);
    port2.close();
    expect(outcome, "what became of offload, with a port in `transfer`").toBe(6);
  });

  it.each([undefined, null, 0, "", false])("takes %j for data like any other", (data) => {
    threads.areScripted = true;
    follow(offload(addUp, data));
    const [thread] = threads.started;
    thread?.end(0);
    expect(thread, "a thread, once offload was called").toBeDefined();
    expect(thread?.options?.workerData, "the `workerData` of the thread").toBe(data);
  });
});

describe("offload with a signal", () => {
  it("starts no thread if the signal has aborted already", async () => {
    threads.areScripted = true;
    const { signal } = new AbortController();
    const aborted = AbortSignal.any([signal, AbortSignal.abort(reason)]);
    const followed = follow(offload(addUp, { numbers: [1] }, { signal: aborted }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(threads.started.length, "threads that were started").toBe(0);
    expect(followed.outcome, "what became of offload").toBe("rejected with the guest has left");
  });

  const deeds: [Deed, own: string, title: string][] = [
    [
      "posts",
      "resolved to 42",
      "ends the thread when the signal aborts, and rejects when the thread is gone",
    ],
    ["throws", "rejected with out of eggs", "does the same for a thread that throws"],
    ["exits", "rejected with an Error", "does the same for a thread that calls `process.exit`"],
  ];
  for (const [deed, own, title] of deeds) {
    it(title, async (context) => {
      threads.areScripted = true;
      await expectInEveryOrder(context, `a thread that ${deed}, and an abort`, (stage) => {
        threads.started.length = 0;
        const guest = new AbortController();
        const followed = follow(offload(addUp, {}, { signal: guest.signal }));
        const [thread] = threads.started;
        if (!thread) expect.fail("no thread was started");
        giveLife(stage, thread, deed);
        let [hasAborted, deedWasDone] = [false, false];
        thread.on("message", () => (deedWasDone = true));
        thread.on("error", () => (deedWasDone = true));
        thread.on("exit", () => (deedWasDone = true));
        const wasAborted = { beforeEnd: false, beforeDeed: false };
        void stage.event("the guest leaves").then(() => {
          wasAborted.beforeEnd = !thread.hasEnded;
          wasAborted.beforeDeed = !deedWasDone;
          hasAborted = true;
          guest.abort(reason);
        });
        return {
          check: () => {
            const isUnwanted = hasAborted && wasAborted.beforeEnd;
            if (isUnwanted && !thread.isTerminated)
              expect.fail("the thread runs on after the abort");
            if (!isUnwanted && thread.isTerminated) expect.fail("the thread was ended by force");
            if (!thread.hasEnded && deed === "posts") {
              const { outcome } = followed;
              expect(outcome, "what became of offload before its thread had ended").toBe(
                "nothing yet",
              );
            }
          },
          end: () => {
            const isSomeError = followed.error instanceof Error && followed.error !== reason;
            const { outcome } =
              deed === "exits" && isSomeError ? { outcome: "rejected with an Error" } : followed;
            if (wasAborted.beforeDeed) {
              expect(outcome, "what offload did after an abort").toBe(
                "rejected with the guest has left",
              );
            } else if (!wasAborted.beforeEnd) {
              expect(outcome, "what offload did without an abort").toBe(own);
            } else {
              expect(outcome, "what offload did in the end").not.toBe("nothing yet");
            }
          },
        };
      });
    });
  }

  it.each([null, 0, "", false])("rejects with %j if that is the reason", async (falsy) => {
    const before = offload(addUp, {}, { signal: AbortSignal.abort(falsy) });
    expect(await reasonOf(before), "what it rejects with, aborted before").toBe(falsy);
    threads.areScripted = true;
    const guest = new AbortController();
    const rejected = reasonOf(offload(addUp, {}, { signal: guest.signal }));
    guest.abort(falsy);
    threads.started.at(-1)?.end(1);
    expect(await rejected, "what it rejects with, aborted meanwhile").toBe(falsy);
  });

  it("stops listening to the signal when the thread has ended", async () => {
    const { signal } = new AbortController();
    await offload(addUp, { numbers: [1] }, { signal });
    await offload(addUp, { numbers: [] }, { signal }).catch(() => undefined);
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });

  it("stops listening if the thread cannot be started", async () => {
    const { signal } = new AbortController();
    const outcome = offload(addUp, () => "a function cannot be sent", { signal });
    expect(await reasonOf(outcome), "what offload rejected with").toBeInstanceOf(Error);
    expect(getEventListeners(signal, "abort").length, "listeners left on the signal").toBe(0);
  });

  it("ends a real thread in the middle of a loop without end", async () => {
    const [cell, guest] = [new Int32Array(new SharedArrayBuffer(4)), new AbortController()];
    let alive = 0;
    const count = (worker: Worker): void => {
      alive++;
      worker.once("exit", () => alive--);
    };
    process.on("worker", count);
    const outcome = offload(computeForEver, cell, { signal: guest.signal }).catch(
      (error: unknown) => error,
    );
    await Atomics.waitAsync(cell, 0, 0).value;
    guest.abort(reason);
    expect(await outcome, "what offload rejected with").toBe(reason);
    process.off("worker", count);
    expect(alive, "threads that are still alive").toBe(0);
  });
});

describe("offload, whatever its thread says,", () => {
  it("resolves to the last message of many", async () => {
    const [outcome, thread] = startScripted();
    for (const message of [40, 41, 42]) thread.emit("message", message);
    thread.end(0);
    expect(await outcome, "what became of offload").toBe("resolved to 42");
  });

  it.each([undefined, null, 0, "", false])(
    "takes %j for a message and an error like any other",
    async (value) => {
      const [posted, first] = startScripted();
      for (const message of [42, value]) first.emit("message", message);
      first.end(0);
      expect(await posted, "what became of offload").toBe(`resolved to ${value}`);
      const [thrown, second] = startScripted();
      second.emit("message", 42);
      second.emit("error", value);
      second.end(1);
      expect(await thrown, "what became of offload").toBe(`rejected with ${value}`);
    },
  );

  it("rejects when the thread exits without a result", async () => {
    const [outcome, thread] = startScripted();
    thread.end(1);
    expect(await outcome, "what became of offload").toMatch(/^rejected/);
  });
});
