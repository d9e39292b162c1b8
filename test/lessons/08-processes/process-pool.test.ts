// The tests of exercise `process-pool`: with processes that do what they are told, then real ones.

import { afterEach, describe, expect, it } from "vitest";
import { ProcessPool } from "#exercise/08-processes/process-pool.ts";
import { WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { ScriptedChild } from "./fixtures/scripted-child.ts";

type Tasks = Record<string, (...args: unknown[]) => unknown>;

/** A pool whose processes are played by the test. */
class Kitchen {
  readonly children: ScriptedChild[] = [];
  readonly pool: ProcessPool<Tasks>;

  constructor(size: number) {
    this.pool = new ProcessPool<Tasks>(new URL("data:,"), {
      size,
      fork: (_module, options) => {
        const child = new ScriptedChild(options);
        this.children.push(child);
        return child.asChild;
      },
    });
  }

  child(index: number): ScriptedChild {
    const child = this.children[index];
    if (!child) throw new Error(`expected process ${index} to be started`);
    return child;
  }
}

/** Long enough for promises and ticks, whatever they lead to. */
const settleDown = () => new Promise((resolve) => setImmediate(resolve));

describe("a process of the pool", () => {
  it("is sent the task's name and arguments, and its answer settles the future", async () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.pool.submit("cook", ["soup", 2]);
    expect(kitchen.child(0).calls, "what the process was sent").toEqual([["cook", ["soup", 2]]]);
    expect(soup.state, "the state of a task that was sent").toBe("running");
    kitchen.child(0).answers("soup is ready");
    expect(soup.state, "the state of the future after the answer").toBe("fulfilled");
    expect(await soup.result()).toBe("soup is ready");
  });

  it("gets one task at a time, the next one after its answer", () => {
    const kitchen = new Kitchen(1);
    const tasks = ["soup", "stew", "tea"].map((name) => kitchen.pool.submit("cook", [name]));
    expect(kitchen.child(0).calls.length, "calls sent before the first answer").toBe(1);
    kitchen.child(0).answers(1);
    expect(kitchen.child(0).calls.length, "calls sent after the first answer").toBe(2);
    expect(tasks[2]?.cancel(), "cancel() of a task that was not sent").toBe(true);
    kitchen.child(0).answers(2);
    expect(kitchen.child(0).calls.length, "calls sent, one task being cancelled").toBe(2);
    expect(kitchen.children.length, "processes started").toBe(1);
  });

  it("rejects the future of a task that throws, and goes on", async () => {
    const kitchen = new Kitchen(1);
    const [soup, stew] = [kitchen.pool.submit("cook", [1]), kitchen.pool.submit("cook", [2])];
    kitchen.child(0).throws(new Error("burnt"), { name: "KitchenError", code: "EBURNT" });
    expect(soup.state, "the state of the future whose task threw").toBe("rejected");
    expect(await soup.error()).toMatchObject({ message: "burnt", code: "EBURNT" });
    kitchen.child(0).answers("stew");
    expect(stew.state, "the state of the next task").toBe("fulfilled");
  });

  it("takes undefined, null and 0 for an error like any other", async () => {
    for (const thrown of [undefined, null, 0, "", false]) {
      const kitchen = new Kitchen(1);
      const soup = kitchen.pool.submit("cook", ["soup"]);
      kitchen.child(0).throws(thrown);
      const what = `the state of a task that threw ${JSON.stringify(thrown)}`;
      expect(soup.state, what).toBe("rejected");
      expect(await soup.error(), "its error").toBe(thrown);
    }
  });

  it("rejects a task whose arguments cannot be copied, and throws nothing at its caller", async () => {
    const kitchen = new Kitchen(1);
    const recipe = kitchen.pool.submit("cook", [() => "a function"]);
    expect(await recipe.error()).toMatchObject({ name: "DataCloneError" });
    const soup = kitchen.pool.submit("cook", ["soup"]);
    const sent = "calls sent after one that could not be sent, which must leave its process free";
    expect(kitchen.child(0).calls.length, sent).toBe(1);
    kitchen.child(0).answers("soup");
    expect(soup.state, "the state of the next task").toBe("fulfilled");
  });

  it("answers what cannot be copied later, never within `run`", async () => {
    const kitchen = new Kitchen(1);
    const recipe = kitchen.pool.submit("cook", [() => "a function"]);
    expect(recipe.isDone, "whether a task is done as soon as it was submitted").toBe(false);
    expect(await recipe.error()).toMatchObject({ name: "DataCloneError" });
  });

  it("keeps the program from ending while it has a task, and only then", async () => {
    const kitchen = new Kitchen(1);
    kitchen.pool.submit("cook", []);
    kitchen.pool.submit("cook", []);
    expect(kitchen.child(0).isHeld, "held while a task runs").toBe(true);
    kitchen.child(0).answers("soup");
    expect(kitchen.child(0).isHeld, "held while the next task runs").toBe(true);
    kitchen.child(0).answers("stew");
    expect(kitchen.child(0).isHeld, "held without a task").toBe(false);
    kitchen.pool.submit("cook", []);
    kitchen.child(0).throws(new Error("burnt"));
    expect(kitchen.child(0).isHeld, "held after a task that threw").toBe(false);
    await kitchen.pool.submit("cook", [() => "a function"]).error();
    await settleDown();
    expect(kitchen.child(0).isHeld, "held after a task that could not be sent").toBe(false);
  });
});

describe("a process that dies", () => {
  it("takes its task along: WorkerDiedError names the cause, and another process does the rest", async () => {
    const kitchen = new Kitchen(1);
    const [soup, stew] = [kitchen.pool.submit("cook", [1]), kitchen.pool.submit("cook", [2])];
    kitchen.child(0).exits(null, "SIGKILL");
    kitchen.child(0).closes(null, "SIGKILL");
    expect(soup.state, "the state of a task whose process has died").toBe("rejected");
    const error = await soup.error();
    expect(error).toBeInstanceOf(WorkerDiedError);
    expect((error as WorkerDiedError).message).toContain("SIGKILL");
    expect(kitchen.children.length, "processes ever started").toBe(2);
    kitchen.child(1).answers("stew");
    expect(stew.state, "the state of the next task").toBe("fulfilled");
  });

  it("is heard to the end: an answer may arrive after its exit", async () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.pool.submit("cook", ["soup"]);
    kitchen.child(0).exits(0);
    kitchen.child(0).answers("soup is ready");
    kitchen.child(0).closes(0);
    expect(soup.state, "a task whose answer was on its way").toBe("fulfilled");
  });

  it("may have died without a task: what it is given before that is known has a WorkerDiedError, too", async () => {
    const kitchen = new Kitchen(1);
    kitchen.pool.submit("cook", ["soup"]);
    kitchen.child(0).answers("soup is ready");
    kitchen.child(0).exits(null, "SIGKILL");
    const stew = kitchen.pool.submit("cook", ["stew"]);
    await settleDown();
    kitchen.child(0).closes(null, "SIGKILL");
    await settleDown();
    expect(stew.state, "the state of a task that could not be sent").toBe("rejected");
    expect(await stew.error()).toBeInstanceOf(WorkerDiedError);
  });

  it("ends no program by an `error` event without a listener", async () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.pool.submit("cook", ["soup"]);
    const broken = new Error("spawn ENOMEM");
    for (const what of ["an `error` event", "a second `error` event"])
      expect(() => kitchen.child(0).emit("error", broken), what).not.toThrow();
    kitchen.child(0).closes(-12);
    const error = await soup.error();
    expect(error).toBeInstanceOf(WorkerDiedError);
    expect((error as WorkerDiedError).cause, "the cause of the end").toBe(broken);
  });

  it("has not ended before its `close`: after an `error` it may still answer", () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.pool.submit("cook", ["soup"]);
    kitchen.child(0).emit("error", new Error("kill EPERM"));
    expect(soup.state, "a task whose process reported an error and has not ended").toBe("running");
    expect(kitchen.children.length, "processes started").toBe(1);
    kitchen.child(0).answers("soup is ready");
    expect(soup.state, "the same task after its answer").toBe("fulfilled");
    const fail = () => kitchen.child(0).emit("error", new Error("kill EPERM"));
    expect(fail, "an `error` event of a process without a task").not.toThrow();
    const stew = kitchen.pool.submit("cook", ["stew"]);
    kitchen.child(0).answers("stew is ready");
    expect(stew.state, "the next task of that process").toBe("fulfilled");
    kitchen.child(0).closes(0);
  });
});

describe("the end of the pool", () => {
  it("ends its processes by force, and waits until they are gone", async () => {
    const kitchen = new Kitchen(2);
    const tasks = [kitchen.pool.submit("cook", [1]), kitchen.pool.submit("cook", [2])];
    kitchen.child(1).answers("stew");
    let isOver = false;
    const over = kitchen.pool.terminate().then(() => (isOver = true));
    await settleDown();
    const signals = kitchen.children.flatMap((child) => child.signals);
    expect(signals, "signals sent: SIGTERM can be ignored").toEqual(["SIGKILL", "SIGKILL"]);
    kitchen.child(0).closes(null, "SIGKILL");
    await settleDown();
    expect(kitchen.child(1).isHeld, "held while terminate() waits for it").toBe(true);
    expect(isOver, "whether terminate() is done while a process still closes").toBe(false);
    kitchen.child(1).closes(null, "SIGKILL");
    await over;
    expect(tasks.map(({ state }) => state)).toEqual(["rejected", "fulfilled"]);
  });

  it("comes after the tasks that were submitted, if it is closed", async () => {
    const kitchen = new Kitchen(1);
    const tasks = ["soup", "stew"].map((name) => kitchen.pool.submit("cook", [name]));
    const over = kitchen.pool.close();
    await settleDown();
    kitchen.child(0).answers("soup");
    await settleDown();
    expect(kitchen.child(0).signals, "signals sent while a task runs").toEqual([]);
    kitchen.child(0).answers("stew");
    await settleDown();
    kitchen.child(0).closes(null, "SIGKILL");
    await over;
    expect(tasks.map(({ state }) => state)).toEqual(["fulfilled", "fulfilled"]);
  });

  it("does not wait for a process that has ended before", async () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.pool.submit("cook", [1]);
    kitchen.child(0).answers("soup");
    expect(await soup.result()).toBe("soup");
    kitchen.child(0).exits(0);
    kitchen.child(0).closes(0);
    await kitchen.pool.close();
  });
});

describe("a pool of real processes", () => {
  const open: { terminate(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const pool of open.splice(0)) await pool.terminate();
  });

  it("carries dates, maps, bytes and errors over, and survives a task that kills its process", async () => {
    type Kitchens = typeof import("./fixtures/kitchen.mjs");
    const pool = new ProcessPool<Kitchens>(new URL("./fixtures/kitchen.mjs", import.meta.url), {
      size: 1,
    });
    open.push(pool);
    const dish = {
      cookedAt: new Date(0),
      spices: new Map([["curry", 2]]),
      bytes: new Uint8Array(3),
    };
    const tasted = pool.submit("taste", [dish]);
    const burnt = pool.submit("burn", []);
    const exploded = pool.submit("explode", []);
    const last = pool.submit("taste", [dish]);
    const copy = { kinds: ["Date", "Map", "Uint8Array"], dish };
    expect(await tasted.result(), "what came over, and back").toEqual(copy);
    expect(await burnt.error()).toMatchObject({ message: "the soup is burnt", code: "EBURNT" });
    expect(await exploded.error()).toBeInstanceOf(WorkerDiedError);
    expect(await last.result()).toEqual(copy);
    await pool.close();
  });
});
