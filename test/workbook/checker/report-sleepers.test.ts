// The wrapped Atomics.wait over a scripted one: what is known of a thread while it sleeps.

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Sleep } from "#workbook/checker/journal.ts";
import {
  forgetSleep,
  forgetSleepers,
  noteSleep,
  readSleepers,
  removeSleepers,
} from "#workbook/checker/sleepers.mjs";

type WaitResult = "ok" | "not-equal" | "timed-out";

const native = Atomics.wait;
const cells = new Int32Array(new SharedArrayBuffer(8));
let folder = "";
let journal = "";

interface Call {
  given: unknown[];
  /** Who was known to sleep by then. */
  sleepers: Sleep[];
}

/** Loads the wrapper over a wait that ends as scripted, and returns how it was called. */
async function script(end: (call: Call) => WaitResult): Promise<Call[]> {
  const calls: Call[] = [];
  Atomics.wait = (...given: unknown[]) => {
    const call = { given, sleepers: readSleepers(journal) };
    calls.push(call);
    return end(call);
  };
  vi.resetModules();
  await import("../../../workbook/checker/answer/report-sleepers.mjs");
  return calls;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "interleave sleepers "));
  journal = path.join(folder, "journal");
  vi.stubEnv("INTERLEAVE_JOURNAL", journal);
  cells.fill(0);
});

afterEach(() => {
  Atomics.wait = native;
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("report-sleepers", () => {
  it("does nothing when no journal is named", async () => {
    vi.stubEnv("INTERLEAVE_JOURNAL", "");
    vi.resetModules();
    await import("../../../workbook/checker/answer/report-sleepers.mjs");
    expect(Atomics.wait).toBe(native);
  });

  it("says nothing of a wait of half a second or less", async () => {
    const calls = await script(() => "timed-out");
    expect(Atomics.wait(cells, 1, 0, 500)).toBe("timed-out");
    expect(calls).toEqual([{ given: [cells, 1, 0, 500], sleepers: [] }]);
  });

  it("says who is going to sleep, and where, until it has woken", async () => {
    const calls = await script(() => "ok");
    expect(Atomics.wait(cells, 1, 0, 501)).toBe("ok");
    expect(calls[0]?.sleepers).toMatchObject([
      { event: "asleep", thread: "main", stack: expect.stringContaining("report-sleepers.test") },
    ]);
    expect(calls[0]?.sleepers[0]?.stack).not.toContain("report-sleepers.mjs");
    expect(readSleepers(journal)).toEqual([]);
  });

  it("names the place of each sleep, also of the second there", async () => {
    const calls = await script(() => "ok");
    const here = () => Atomics.wait(cells, 1, 0);
    const there = () => Atomics.wait(cells, 1, 0);
    for (const sleep of [here, there, here]) sleep();
    const tops = calls.map(({ sleepers }) => sleepers[0]?.stack.split("\n")[1]);
    expect(tops).toEqual([
      expect.stringContaining("at here"),
      expect.stringContaining("at there"),
      tops[0],
    ]);
  });

  it("never ends a wait to wait again, when a notify would find nobody", async () => {
    // Half a second passes, and each of the waits that may follow comes after the notify.
    const calls = await script(() => {
      if (calls.length > 1 || calls[0]?.given[3] !== undefined) return "timed-out";
      return "ok";
    });
    expect(Atomics.wait(cells, 1, 0)).toBe("ok");
    expect(calls.map(({ given }) => given)).toEqual([[cells, 1, 0, undefined]]);
  });

  it.each([
    [new BigInt64Array(new SharedArrayBuffer(8)), 1n],
    [new Int32Array(new SharedArrayBuffer(4)), 1],
  ])("answers as Atomics.wait does for %o", async (other, expected) => {
    await script((call) => Reflect.apply(native, Atomics, call.given));
    const wait = Atomics.wait as (...given: unknown[]) => WaitResult;
    expect(wait(other, 0, expected)).toBe("not-equal");
    expect(() => wait(other, 9, expected)).toThrow(RangeError);
    expect(() => wait(new Int32Array(1), 0, 0)).toThrow(TypeError);
    expect(readSleepers(journal)).toEqual([]);
  });

  it("says nothing of the compiler that a thread waits for while it loads TypeScript", async () => {
    const { resolve } = createRequire(import.meta.url);
    const esbuild = createRequire(resolve("tsx"))("esbuild");
    let sleeper = "";
    const calls = await script(({ given }) => {
      sleeper = new Error("asleep").stack ?? "";
      return Reflect.apply(native, Atomics, given);
    });
    expect(esbuild.transformSync("const n: number = 1", { loader: "ts" }).code).toContain("n = 1");
    expect(sleeper).toContain("node_modules/esbuild");
    expect(calls[0]?.sleepers).toEqual([]);
  });
});

describe("the file of those who sleep", () => {
  const sleep = (thread: string, stack = ""): Sleep => ({ event: "asleep", thread, stack });
  const names = (): unknown[] => readSleepers(journal).map(({ thread }) => thread);

  it("is empty before anybody has slept, and once it is removed", () => {
    expect(names()).toEqual([]);
    noteSleep(journal, 0, sleep("main"));
    removeSleepers(journal);
    expect(names()).toEqual([]);
  });

  it("names who has slept longest first", () => {
    noteSleep(journal, 5, sleep("early"));
    noteSleep(journal, 0, sleep("main"));
    noteSleep(journal, 2, sleep("late"));
    expect(names()).toEqual(["early", "main", "late"]);
  });

  it("forgets who woke, and keeps the others", () => {
    for (const id of [0, 1, 2]) noteSleep(journal, id, sleep(`thread ${id}`));
    forgetSleep(journal, 1);
    expect(names()).toEqual(["thread 0", "thread 2"]);
  });

  it("has what was said before, where threads go on after all were forgotten", () => {
    noteSleep(journal, 0, sleep("main", "at one"));
    noteSleep(journal, 1, sleep("other", "at two"));
    forgetSleepers(journal);
    expect(names()).toEqual([]);
    noteSleep(journal, 1, sleep("other", "at two"));
    expect(readSleepers(journal)).toEqual([sleep("other", "at two")]);
    noteSleep(journal, 1, sleep("other", "at three"));
    expect(readSleepers(journal)).toEqual([sleep("other", "at three")]);
  });

  it("has room for a long stack, and no thread writes over another's place", () => {
    noteSleep(journal, 1, sleep("shallow"));
    noteSleep(journal, 0, sleep("deep", "é\n".repeat(100_000)));
    expect(names()).toEqual(["shallow", "deep"]);
  });
});
