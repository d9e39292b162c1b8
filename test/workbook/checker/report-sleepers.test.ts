// The wrapped Atomics.wait over a scripted one: when it reports, and what it hides.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type WaitResult = "ok" | "not-equal" | "timed-out";

const native = Atomics.wait;
const cells = new Int32Array(new SharedArrayBuffer(8));
let journal = "";

/** Loads the wrapper over waits that end as scripted, and returns how it called them. */
async function script(...steps: (() => WaitResult)[]): Promise<unknown[][]> {
  const calls: unknown[][] = [];
  Atomics.wait = (...call: unknown[]) => {
    calls.push(call);
    const step = steps.shift();
    if (!step) throw new Error("one wait too many");
    return step();
  };
  vi.resetModules();
  await import("../../../workbook/checker/answer/report-sleepers.mjs");
  return calls;
}

const reports = (): unknown[] =>
  readFileSync(journal, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

beforeEach(() => {
  journal = path.join(mkdtempSync(path.join(tmpdir(), "interleave sleepers ")), "journal");
  writeFileSync(journal, "");
  vi.stubEnv("INTERLEAVE_JOURNAL", journal);
  cells.fill(0);
});

afterEach(() => {
  Atomics.wait = native;
  vi.unstubAllEnvs();
});

describe("report-sleepers", () => {
  it("does nothing when no journal is named", async () => {
    vi.stubEnv("INTERLEAVE_JOURNAL", "");
    vi.resetModules();
    await import("../../../workbook/checker/answer/report-sleepers.mjs");
    expect(Atomics.wait).toBe(native);
  });

  it("leaves a wait of half a second or less alone", async () => {
    const calls = await script(() => "timed-out");
    expect(Atomics.wait(cells, 1, 0, 500)).toBe("timed-out");
    expect(calls).toEqual([[cells, 1, 0, 500]]);
    expect(reports()).toEqual([]);
  });

  it("says nothing of a thread woken within the first half second", async () => {
    const calls = await script(() => "ok");
    expect(Atomics.wait(cells, 1, 0)).toBe("ok");
    expect(calls).toEqual([[cells, 1, 0, 500]]);
    expect(reports()).toEqual([]);
  });

  it("reports after half a second, waits on, and says when it woke", async () => {
    const calls = await script(
      () => "timed-out",
      () => "ok",
    );
    expect(Atomics.wait(cells, 1, 0)).toBe("ok");
    expect(calls[1]).toEqual([cells, 1, 0, Number.POSITIVE_INFINITY]);
    expect(reports()).toMatchObject([
      { event: "asleep", thread: "main", stack: expect.stringContaining("report-sleepers.test") },
      { event: "awake", thread: "main" },
    ]);
  });

  it("says nothing of the compiler that a thread waits for while it loads TypeScript", async () => {
    const { resolve } = createRequire(import.meta.url);
    const esbuild = createRequire(resolve("tsx"))("esbuild");
    let sleeper = "";
    // The compiler is late, then has answered, or answers now.
    const calls = await script(
      () => {
        sleeper = new Error("late").stack ?? "";
        return "timed-out";
      },
      () => native(calls[1]?.[0] as typeof cells, 0, 0),
    );
    expect(esbuild.transformSync("const n: number = 1", { loader: "ts" }).code).toContain("n = 1");
    expect(calls.length).toBe(2);
    expect(sleeper).toContain("node_modules/esbuild");
    expect(reports()).toEqual([]);
  });

  it("waits no longer than it was asked to", async () => {
    const calls = await script(
      () => "timed-out",
      () => "timed-out",
    );
    expect(Atomics.wait(cells, 1, 0, 1500)).toBe("timed-out");
    expect(calls[1]?.[3]).toBeGreaterThanOrEqual(0);
    expect(calls[1]?.[3]).toBeLessThanOrEqual(1500);
  });

  it("sleeps on when the cell changed and nobody notified", async () => {
    const calls = await script(
      () => {
        Atomics.store(cells, 1, 7);
        return "timed-out";
      },
      () => "ok",
    );
    expect(Atomics.wait(cells, 1, 0)).toBe("ok");
    expect(calls[1]?.slice(0, 3)).toEqual([cells, 1, 7]);
  });

  it("wakes when the cell changed between the two waits, where a notify would be missed", async () => {
    await script(
      () => "timed-out",
      () => "not-equal",
    );
    expect(Atomics.wait(cells, 1, 0)).toBe("ok");
  });
});
