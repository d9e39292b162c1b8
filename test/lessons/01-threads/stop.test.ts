// The tests of exercise `stop`. Patience ends when a test aborts it, not after a time.

import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createStopFlag,
  isStopRequested,
  sleepUnlessStopped,
  stop,
} from "#exercise/01-threads/stop.ts";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { ScriptedWorker } from "./fixtures/scripted-worker.ts";

const tidyCook = new URL("./fixtures/tidy-cook.ts", import.meta.url);
const deafCook = new URL("./fixtures/deaf-cook.mjs", import.meta.url);
const endless = (): AbortSignal => new AbortController().signal;
const toTerminate: { terminate(): unknown }[] = [];

interface AtomicsCall {
  call: "wait" | "notify";
  cells: ArrayBufferLike;
  /** The first byte of the cell. */
  byteOffset: number;
  /** The value that the sleeper expects to find. */
  expected?: number;
  timeoutMs?: number | undefined;
  /** What the cell held at that moment. */
  found: number;
}

// Hoisted above the imports: an answer may keep `Atomics.wait` under a name of its own.
const { atomicsCalls, scripted } = vi.hoisted(() => {
  const calls: AtomicsCall[] = [];
  /** What happens in the place of a sleep, if a test says so. */
  const scripted: {
    sleep?: (view: Int32Array, index: number, timeoutMs?: number) => "ok" | "timed-out";
  } = {};
  const { wait, notify } = Atomics;
  const cellOf = (view: Int32Array, index: number) => ({
    cells: view.buffer,
    byteOffset: view.byteOffset + index * view.BYTES_PER_ELEMENT,
    found: view[index] ?? 0,
  });
  Atomics.wait = ((view: Int32Array, index: number, expected: number, timeoutMs?: number) => {
    calls.push({ call: "wait", ...cellOf(view, index), expected, timeoutMs });
    if (scripted.sleep) return scripted.sleep(view, index, timeoutMs);
    return wait(view, index, expected, timeoutMs);
  }) as typeof Atomics.wait;
  Atomics.notify = ((view: Int32Array, index: number, count?: number) => {
    calls.push({ call: "notify", ...cellOf(view, index) });
    return notify(view, index, count);
  }) as typeof Atomics.notify;
  return { atomicsCalls: calls, scripted };
});

/** The calls since the test began that name the cell of `flag`. */
const callsOn = (flag: Int32Array, call: AtomicsCall["call"]): AtomicsCall[] =>
  atomicsCalls.filter(
    (made) =>
      made.call === call && made.cells === flag.buffer && made.byteOffset === flag.byteOffset,
  );

/** Sleeps, which end at once, and looks at the clock alone move it on: how busy the machine is plays no part. */
function stopTheClock(): { sleptMs: number } {
  const time = { sleptMs: 0 };
  let nowMs = 0;
  // A look at the clock takes a moment, so that nobody looks forever.
  const look = (): number => (nowMs += 0.01);
  vi.spyOn(performance, "now").mockImplementation(look);
  vi.spyOn(Date, "now").mockImplementation(() => Math.floor(look()));
  scripted.sleep = (_view, _index, timeoutMs = Number.POSITIVE_INFINITY) => {
    nowMs += timeoutMs;
    time.sleptMs += timeoutMs;
    return "timed-out";
  };
  return time;
}

beforeEach(() => {
  atomicsCalls.length = 0;
});

afterEach(() => {
  for (const worker of toTerminate.splice(0)) worker.terminate();
  vi.restoreAllMocks();
  vi.useRealTimers();
  delete scripted.sleep;
});

describe("a stop flag", () => {
  it("is down at first, and sleeping on it ends with the timeout", () => {
    const flag = createStopFlag();
    expect(isStopRequested(flag), "asked to stop, says isStopRequested").toBe(false);
    expect(sleepUnlessStopped(flag, 0), "asked to stop, says sleepUnlessStopped").toBe(false);
  });

  it("is up for isStopRequested once its cell holds 1", () => {
    const flag = createStopFlag();
    Atomics.store(flag, 0, 1);
    expect(isStopRequested(flag), "the cell holds 1; asked to stop, says isStopRequested").toBe(
      true,
    );
  });

  it("is what sleepUnlessStopped sleeps on, as long as it is down", () => {
    stopTheClock();
    const flag = createStopFlag();
    sleepUnlessStopped(flag, 20);
    const waits = atomicsCalls.filter(({ call }) => call === "wait");
    expect(waits.length, "calls of Atomics.wait by sleepUnlessStopped").toBeGreaterThan(0);
    const [wait] = callsOn(flag, "wait");
    expect(wait !== undefined, "Atomics.wait was called on the cell of the flag").toBe(true);
    expect(wait?.expected, "what Atomics.wait is told that a lowered flag holds").toBe(0);
    expect(wait?.timeoutMs, "the timeout in milliseconds that Atomics.wait got").toBeGreaterThan(0);
  });

  it("that stays down lets the thread sleep for the timeout, which is in milliseconds", () => {
    const time = stopTheClock();
    expect(sleepUnlessStopped(createStopFlag(), 20), "asked to stop").toBe(false);
    expect(Math.round(time.sleptMs), "ms that the thread slept, of 20").toBe(20);
  });

  it("that is raised while the thread sleeps ends the sleep with true", () => {
    stopTheClock();
    scripted.sleep = (view, index) => {
      Atomics.store(view, index, 1);
      return "ok";
    };
    expect(
      sleepUnlessStopped(createStopFlag(), 20),
      "asked to stop in its sleep, says sleepUnlessStopped",
    ).toBe(true);
  });
});

describe("stop", () => {
  it("raises the flag immediately, and no thread sleeps on a raised flag", async () => {
    const [worker, flag] = [new ScriptedWorker(), createStopFlag()];
    const stopped = stop(worker.asWorker, flag, endless());
    expect(Atomics.load(flag, 0), "the cell of the flag after the call of stop").toBe(1);
    expect(isStopRequested(flag), "asked to stop, says isStopRequested").toBe(true);
    expect(sleepUnlessStopped(flag, 0), "asked to stop, says sleepUnlessStopped").toBe(true);
    worker.end(0);
    expect(await stopped).toBe("stopped");
  });

  it("wakes a thread that sleeps on the flag", async () => {
    const [worker, flag] = [new ScriptedWorker(), createStopFlag()];
    const sleeper = Atomics.waitAsync(flag, 0, 0);
    expect(sleeper.async, "falls asleep on a flag that is down").toBe(true);
    const stopped = stop(worker.asWorker, flag, endless());
    worker.end(0);
    expect(await stopped).toBe("stopped");
    const found = callsOn(flag, "notify").at(-1)?.found;
    expect(Atomics.notify(flag, 0), "sleepers that stop did not wake").toBe(0);
    expect(found, "what the cell held when stop called Atomics.notify").toBe(1);
    expect(await sleeper.value).toBe("ok");
  });

  it("waits for the end of the thread and uses no force while there is patience", async () => {
    vi.useFakeTimers();
    const [worker, flag] = [new ScriptedWorker(), createStopFlag()];
    let settled = false;
    const stopped = stop(worker.asWorker, flag, endless()).finally(() => {
      settled = true;
    });
    worker.emit("message", "one moment");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(worker.terminations, "calls of terminate").toBe(0);
    expect(settled, "the thread has not ended, yet stop has settled").toBe(false);
    worker.end(0);
    expect(await stopped).toBe("stopped");
  });

  it("uses force when patience is over", async () => {
    const [worker, flag, patience] = [
      new ScriptedWorker(),
      createStopFlag(),
      new AbortController(),
    ];
    const stopped = stop(worker.asWorker, flag, patience.signal);
    patience.abort();
    expect(await stopped).toBe("terminated");
    expect(worker.terminations, "calls of terminate").toBe(1);
  });

  it("uses force immediately if there was no patience from the start", async () => {
    const [worker, flag] = [new ScriptedWorker(), createStopFlag()];
    expect(await stop(worker.asWorker, flag, AbortSignal.abort())).toBe("terminated");
    expect(worker.terminations, "calls of terminate").toBe(1);
  });

  it("returns immediately if the thread has ended already", async () => {
    const worker = new ScriptedWorker();
    worker.end(0);
    expect(await stop(worker.asWorker, createStopFlag(), endless())).toBe("stopped");
    expect(worker.terminations, "calls of terminate").toBe(0);
  });

  it("uses no force on a thread that ended before the patience did", async () => {
    const [worker, patience] = [new ScriptedWorker(), new AbortController()];
    const stopped = stop(worker.asWorker, createStopFlag(), patience.signal);
    worker.end(0);
    expect(await stopped).toBe("stopped");
    patience.abort();
    expect(worker.terminations, "calls of terminate").toBe(0);
  });

  it("uses no force on a thread that ended before the call, if there is no patience either", async () => {
    const worker = new ScriptedWorker();
    worker.end(0);
    const outcome = await stop(worker.asWorker, createStopFlag(), AbortSignal.abort());
    expect(worker.terminations, "calls of terminate").toBe(0);
    expect(outcome, "how the thread ended").toBe("stopped");
  });

  it("calls a thread stopped that ended by itself, whatever its exit code", async () => {
    const worker = new ScriptedWorker();
    const stopped = stop(worker.asWorker, createStopFlag(), endless());
    worker.end(3);
    expect(await stopped, "how a thread ended that called `process.exit(3)`").toBe("stopped");
  });

  it("calls a thread stopped that crashed by itself", async () => {
    const [worker, failure] = [new ScriptedWorker(), new Error("the milk boiled over")];
    worker.on("error", () => {});
    const stopped = stop(worker.asWorker, createStopFlag(), endless());
    worker.emit("error", failure);
    worker.end(1);
    const outcome = await stopped.catch((error: unknown) => `rejected: ${error}`);
    expect(worker.terminations, "calls of terminate").toBe(0);
    expect(outcome, "how a thread ended that crashed").toBe("stopped");
  });

  it("waits for the end of the thread, too, if the flag was up before", async () => {
    vi.useFakeTimers();
    const [worker, flag] = [new ScriptedWorker(), createStopFlag()];
    Atomics.store(flag, 0, 1);
    let settled = false;
    const stopped = stop(worker.asWorker, flag, endless()).finally(() => {
      settled = true;
    });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(worker.terminations, "calls of terminate").toBe(0);
    expect(settled, "the thread has not ended, yet stop has settled").toBe(false);
    worker.end(0);
    expect(await stopped).toBe("stopped");
  });

  it("uses force on two threads that share one patience", async () => {
    const [tea, soup] = [new ScriptedWorker(), new ScriptedWorker()];
    const patience = new AbortController();
    const stopped = [tea, soup].map((worker) =>
      stop(worker.asWorker, createStopFlag(), patience.signal),
    );
    patience.abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect([tea.terminations, soup.terminations], "calls of terminate").toEqual([1, 1]);
    expect(await Promise.all(stopped)).toEqual(["terminated", "terminated"]);
  });

  it("lets a real thread clean up", async () => {
    const flag = createStopFlag();
    const worker = startWorker(tidyCook, { workerData: flag });
    toTerminate.push(worker);
    const said: string[] = [];
    worker.on("message", (message: string) => said.push(message));
    await once(worker, "message");
    expect(await stop(worker, flag, endless())).toBe("stopped");
    expect(said).toEqual(["cooking", "kitchen is clean"]);
  });

  it("ends a real thread that does not listen", async () => {
    const [flag, patience] = [createStopFlag(), new AbortController()];
    const worker = startWorker(deafCook);
    toTerminate.push(worker);
    await once(worker, "message");
    const stopped = stop(worker, flag, patience.signal);
    patience.abort();
    expect(await stopped).toBe("terminated");
    expect(worker.threadId, "number of a thread that has ended").toBe(-1);
  });
});
