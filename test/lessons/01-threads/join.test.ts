// The tests of exercise `join`: most on a scripted worker, so that the order of events is ours.

import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { join, ThreadExitError } from "#exercise/01-threads/join.ts";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { ScriptedWorker } from "./fixtures/scripted-worker.ts";

const errand = new URL("./fixtures/errand.mjs", import.meta.url);

afterEach(() => {
  vi.useRealTimers();
});

describe("join", () => {
  // Before any real thread: who waits for a time, and not for the end, would be in time or not.
  it("waits for the end of the thread, however long it takes", async () => {
    vi.useFakeTimers();
    const worker = new ScriptedWorker();
    let settled = false;
    const joined = join<string>(worker.asWorker).then((result) => {
      settled = true;
      return result;
    });
    worker.emit("message", "milk");
    await vi.advanceTimersByTimeAsync(0);
    expect(settled, "the thread has spoken but not ended, yet join has settled").toBe(false);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(settled, "only time has passed, yet join has settled").toBe(false);

    worker.end(0);
    expect(await joined).toBe("milk");
  });

  it("resolves to the result of a thread", async () => {
    const worker = startWorker(errand, { workerData: { items: ["milk"] } });
    expect(await join<string>(worker)).toBe("milk");
  });

  it("takes the last of several messages for the result", async () => {
    const worker = new ScriptedWorker();
    const joined = join<string>(worker.asWorker);
    worker.emit("message", "on my way");
    worker.emit("message", "milk");
    worker.end(0);
    expect(await joined).toBe("milk");
  });

  it("resolves to undefined if the thread sent nothing", async () => {
    const worker = new ScriptedWorker();
    const joined = join(worker.asWorker);
    worker.end(0);
    expect(await joined).toBeUndefined();
  });

  it("rejects with the same error object that the thread threw", async () => {
    const worker = new ScriptedWorker();
    const outcome = outcomeOf(join(worker.asWorker));
    const failure = new RangeError("no milk today");
    if (worker.listenerCount("error") === 0) {
      expect.fail("the thread threw, and your code does not listen for its event `error`");
    }
    worker.emit("error", failure);
    worker.end(1);
    const { rejectedWith } = await outcome;
    expect(rejectedWith, "what join rejected with").toBe(failure);
  });

  it("rejects with a ThreadExitError if the thread ended with an exit code", async () => {
    const worker = new ScriptedWorker();
    const outcome = outcomeOf(join(worker.asWorker));
    worker.emit("message", "half the milk");
    worker.end(3);
    const { rejectedWith } = await outcome;
    expect(rejectedWith, "what join rejected with").toBeInstanceOf(ThreadExitError);
    expect(rejectedWith).toMatchObject({ exitCode: 3, message: expect.stringContaining("3") });
  });

  it("settles with the last message, the error or the exit code, whatever their values are", async () => {
    const value = fc.constantFrom<unknown>("milk", undefined, null, 0, "", false);
    const life = fc.record({
      messages: fc.array(value, { maxLength: 3 }),
      thrown: fc.option(fc.record({ error: value }), { nil: undefined }),
      exitCode: fc.constantFrom(0, 1, 3, -1),
    });
    const property = fc.asyncProperty(life, async ({ messages, thrown, exitCode }) => {
      const worker = new ScriptedWorker();
      const outcome = outcomeOf(join(worker.asWorker));
      for (const message of messages) worker.emit("message", message);
      if (thrown) worker.emit("error", thrown.error);
      // As in Node, where an error is the end.
      worker.end(thrown ? 1 : exitCode);
      const posted = messages.map((message) => `posted ${JSON.stringify(message)}, `).join("");
      const story = `the thread ${posted}${thrown ? `threw ${JSON.stringify(thrown.error)}` : `ended with ${exitCode}`}`;
      const expected = thrown
        ? { rejectedWith: thrown.error }
        : exitCode === 0
          ? { resolvedTo: messages.at(-1) }
          : { rejectedWith: new ThreadExitError(exitCode) };
      expect(await outcome, `what join came to when ${story}`).toStrictEqual(expected);
    });
    const { failed, errorInstance } = await fc.check(property, { seed: 1, numRuns: 200 });
    if (failed) throw errorInstance;
  });

  it("gives every caller the result", async () => {
    const worker = new ScriptedWorker();
    const both = Promise.all([join(worker.asWorker), join(worker.asWorker)]);
    worker.emit("message", "milk");
    worker.end(0);
    expect(await both).toEqual(["milk", "milk"]);
  });

  it("rejects with the error of a real thread, message and all", async () => {
    const worker = startWorker(errand, { workerData: { items: [], failure: "no milk today" } });
    const { rejectedWith } = await outcomeOf(join(worker));
    expect(rejectedWith).toBeInstanceOf(RangeError);
    expect(rejectedWith).toMatchObject({ message: "no milk today" });
  });
});

/** Listens at once, so that a rejection is never unhandled. */
function outcomeOf(
  promise: Promise<unknown>,
): Promise<{ resolvedTo?: unknown; rejectedWith?: unknown }> {
  return promise.then(
    (resolvedTo) => ({ resolvedTo }),
    (rejectedWith: unknown) => ({ rejectedWith }),
  );
}
