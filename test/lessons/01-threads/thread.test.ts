// The tests of exercise `thread`. Threads stay alive until their gate opens, so nothing is timed.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Thread, type ThreadOptions } from "#exercise/01-threads/thread.ts";
import { thrownBy } from "./fixtures/thrown-by.ts";

type Gate = Int32Array<SharedArrayBuffer>;

/** What `tell-name.ts` posts. */
interface Told {
  name: string;
  environment: Record<string, string>;
}

const waitAtGate = new URL("./fixtures/wait-at-gate.mjs", import.meta.url);
const tellName = new URL("./fixtures/tell-name.ts", import.meta.url);
const tellEnvironment = new URL("./fixtures/tell-environment.mjs", import.meta.url);
const tellData = new URL("./fixtures/tell-data.mjs", import.meta.url);
const gatesOfThisTest: Gate[] = [];

function shut(): Gate {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  gatesOfThisTest.push(gate);
  return gate;
}

function open(gate: Gate): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Starts the thread and waits, without joining it, until it has ended. */
async function startAndSeeTheEnd(thread: Thread): Promise<void> {
  const started = once(process, "worker");
  thread.start();
  const [worker] = (await started) as [Worker];
  await new Promise<void>((resolve) => {
    worker.on("error", () => {});
    worker.on("exit", () => resolve());
  });
  await new Promise((resolve) => setImmediate(resolve));
}

const countPorts = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;

// A test that fails halfway leaves no thread asleep.
afterEach(() => {
  gatesOfThisTest.splice(0).forEach(open);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("Thread", () => {
  it("calls the first ones thread-1 and thread-2", async () => {
    vi.resetModules();
    const anew = await import("#exercise/01-threads/thread.ts");
    const names = [new anew.Thread(waitAtGate), new anew.Thread(waitAtGate)].map(
      ({ name }) => name,
    );
    expect(names.join(", "), "the names of two threads, the first of all").toBe(
      "thread-1, thread-2",
    );
  });

  it("has the name it was given, or one that no other thread has", () => {
    const [first, second] = [new Thread(waitAtGate), new Thread(waitAtGate)];
    expect(new Thread(waitAtGate, { name: "kettle" }).name).toBe("kettle");
    expect(first.name).toMatch(/^thread-\d+$/);
    expect(second.name, "two threads without a given name").not.toBe(first.name);
  });

  it("is not alive before it is started, and cannot be joined", async () => {
    const thread = new Thread(waitAtGate);
    expect(thread.isAlive, "alive before start").toBe(false);
    await expect(thread.join()).rejects.toThrow(Error);
    expect(thread.isAlive, "alive after a join without a start").toBe(false);
  });

  it("is alive from start until it has ended, and starts once", async () => {
    const gate = shut();
    const thread = new Thread(waitAtGate, { data: { gate, luggage: "tea" } }).start();
    expect(thread.isAlive, "alive after start").toBe(true);
    expect(
      thrownBy(() => thread.start()),
      "what a second start throws",
    ).toBeInstanceOf(Error);
    expect(Thread.live, "threads that live after a second start").toEqual([thread]);
    open(gate);
    expect(await thread.join()).toBe("tea");
    expect(thread.isAlive, "alive after join").toBe(false);
    expect(
      thrownBy(() => thread.start()),
      "what a start after the end throws",
    ).toBeInstanceOf(Error);
    expect(thread.isAlive, "alive after a start that came after the end").toBe(false);
    expect(await thread.join(), "a second join, after the end").toBe("tea");
  });

  it("is listed while it lives, in the order of starting", async () => {
    const gates = { soup: shut(), toast: shut(), more: shut() };
    const [soup, toast] = [startable("soup", gates.soup), startable("toast", gates.toast)];
    // Names are given, so two threads may have the same one.
    const more = startable("toast", gates.more);
    toast.start();
    soup.start();
    more.start();
    expect(names()).toEqual(["toast", "soup", "toast"]);
    expect(
      Thread.live[0] === toast,
      "the first in the list is the one that was started first",
    ).toBe(true);

    Thread.live.pop();
    expect(names(), "after a caller changed the list it was given").toHaveLength(3);

    open(gates.soup);
    await soup.join();
    expect(names(), "after soup, the second of three, has ended").toEqual(["toast", "toast"]);
    open(gates.toast);
    await toast.join();
    expect(names(), "after one of two toasts has ended, too").toEqual(["toast"]);
    expect(Thread.live[0] === more, "the toast that lives is the one that has not ended").toBe(
      true,
    );
    expect([toast.isAlive, more.isAlive], "whether the two toasts are alive").toEqual([
      false,
      true,
    ]);
    open(gates.more);
    await more.join();
    expect(names(), "after all have ended").toEqual([]);

    function startable(name: string, gate: Gate): Thread {
      return new Thread(waitAtGate, { name, data: { gate } });
    }

    function names(): string[] {
      return Thread.live.map(({ name }) => name);
    }
  });

  it("is not alive if it could not be started", async () => {
    const thread = new Thread(waitAtGate, { data: () => "a function cannot be sent" });
    const thrown = thrownBy(() => thread.start());
    expect(thrown, "what start throws, its data being a function").toBeInstanceOf(Error);
    expect(thread.isAlive, "alive after a start that threw").toBe(false);
    expect(Thread.live.length, "threads that live after a start that threw").toBe(0);
    const joined = await thread.join().catch((error: unknown) => error);
    expect(joined, "what join does after a start that threw").toBeInstanceOf(Error);
  });

  it("keeps its error until it is joined, and a crashed thread is not alive", async () => {
    const failure = new RangeError("the milk boiled over");
    const thread = new Thread(waitAtGate, { data: { failure } });
    await startAndSeeTheEnd(thread);
    expect(thread.isAlive, "alive after the crash").toBe(false);
    expect(Thread.live).toEqual([]);
    await expect(thread.join()).rejects.toThrow("the milk boiled over");
    const again = await thread.join().catch((error: unknown) => error);
    expect(again, "what a second join after the crash rejects with").toBeInstanceOf(RangeError);
  });

  it.each([null, undefined])("throws from join what the thread threw: %s", async (failure) => {
    const thread = new Thread(waitAtGate, { data: { failure } }).start();
    const outcome = await thread.join().catch((error: unknown) => ({ error }));
    expect(outcome, "what join rejected with").toEqual({ error: failure });
  });

  it("is not alive after it has called `process.exit`, and its join rejects", async () => {
    const thread = new Thread(waitAtGate, { data: { exitCode: 3 } });
    await startAndSeeTheEnd(thread);
    expect(thread.isAlive, "alive after `process.exit`").toBe(false);
    expect(Thread.live).toEqual([]);
    const outcome = await thread.join().catch((error: unknown) => error);
    expect(outcome, "what join rejected with").toBeInstanceOf(Error);
  });

  it("hands its data to the thread as it is", async () => {
    const thread = new Thread(tellData, { data: null }).start();
    expect(await thread.join(), "what the thread found as its `workerData`").toBe(null);
  });

  it("keeps the program running, unless it is a daemon", async () => {
    const ports = countPorts();
    const unref = vi.spyOn(Worker.prototype, "unref");
    for (const options of [{ daemon: false }, {}]) {
      const gate = shut();
      const ordinary = startAtGate(gate, options);
      const title = `with the options ${JSON.stringify(options)}`;
      expect(ordinary.daemon, `daemon, ${title}`).toBe(false);
      expect(unref, `unref of a thread ${title}`).not.toHaveBeenCalled();
      open(gate);
      await ordinary.join();
    }

    const daemonGate = shut();
    const daemon = startAtGate(daemonGate, { daemon: true });
    expect(daemon.daemon, "daemon, as it was asked to be").toBe(true);
    expect(unref, "unref of a daemon").toHaveBeenCalled();
    expect(countPorts(), "open ports, which keep the program running").toBe(ports);

    const ref = vi.spyOn(Worker.prototype, "ref");
    const joined = daemon.join();
    expect(ref, "ref of a daemon that is joined").toHaveBeenCalled();
    open(daemonGate);
    await joined;
  });

  it("has the environment of those who start it, and leaves that as it was", async () => {
    vi.stubEnv("SHOP", "open");
    const before = { ...process.env };
    const thread = new Thread<Record<string, string>>(tellEnvironment, { name: "kettle" });
    const { SHOP } = await thread.start().join();
    const names = Object.keys({ ...before, ...process.env });
    const changed = names.filter((name) => process.env[name] !== before[name]);
    expect(changed, "variables that are others after a thread").toEqual([]);
    expect(SHOP, "the variable SHOP in the environment of the thread").toBe("open");
  });

  it("knows its name from the inside", async () => {
    expect(Thread.currentName).toBe("main");
    const kettle = new Thread<Told>(tellName, { name: "kettle" }).start();
    const { name, environment } = await kettle.join();
    expect(name).toBe("kettle");
    // As in a program that the kettle starts, which inherits all this.
    for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
    expect(Thread.currentName, "the name of the main thread of a program that kettle starts").toBe(
      "main",
    );
  });

  it("knows from the inside the name that it got by itself", async () => {
    const thread = new Thread<Told>(tellName).start();
    const { name } = await thread.join();
    expect(name, "the name that the thread knows").toBe(thread.name);
  });
});

function startAtGate(gate: Gate, options: ThreadOptions = {}): Thread {
  return new Thread(waitAtGate, { ...options, data: { gate } }).start();
}
