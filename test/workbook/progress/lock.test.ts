// The lock: who waits, who takes over, and whose leftovers go.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pause, removeLeftovers } from "#workbook/progress/durable.ts";
import { withLock } from "#workbook/progress/lock.ts";
import { livenessOf, type Owner, ownerOf, thisProcess } from "#workbook/progress/owner.ts";
import { lockFile, progressFolder } from "#workbook/progress/paths.ts";
import { ProgressError, updateProgress } from "#workbook/progress/progress.ts";
import { backstopMs } from "../../backstop.ts";
import { remove, write } from "./toy-course.ts";

let root: string;
let lock: string;
let dead: Owner;
const id = "0123456789ab";

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "a lock-"));
  lock = lockFile(root);
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  dead = { ...thisProcess(), pid: child.pid ?? 0, start: "abcdef" };
});
afterEach(() => remove(root));

const hold = (owner: Owner | undefined) => write(lock, JSON.stringify({ id, owner }));
const touch = () =>
  updateProgress(
    root,
    (progress) => {
      progress.current = "a/b";
    },
    { waitMs: 0 },
  );

test("A dead owner's lock is taken over at once, and nothing is left of it", () => {
  hold(dead);
  expect(touch().progress.current).toBe("a/b");
  expect(readdirSync(progressFolder(root))).toEqual(["progress.json"]);
});

test("A lock whose owner's pid now belongs to another process is taken over at once", () => {
  const recycled: Owner = { ...thisProcess(), pid: process.ppid, start: "abcdef" };
  // Elsewhere than on Linux a pid is all there is to go by.
  expect(livenessOf(recycled)).toBe(process.platform === "linux" ? "dead" : "unknown");
  if (process.platform !== "linux") return;
  hold(recycled);
  expect(touch().progress.current).toBe("a/b");
});

test("A take-over that died half-way is taken over as well", () => {
  hold(dead);
  write(`${lock}.${id}`, JSON.stringify({ id: "ffffffffffff", owner: dead }));
  expect(touch().progress.current).toBe("a/b");
  expect(readdirSync(progressFolder(root))).toEqual(["progress.json"]);
});

test("What a take-over left that died after it had the lock is removed", () => {
  write(`${lock}.${id}`, JSON.stringify({ id: "ffffffffffff", owner: dead }));
  touch();
  expect(readdirSync(progressFolder(root))).toEqual(["progress.json"]);
});

test("A living owner is waited for, and named with what to do when it does not let go", () => {
  hold(thisProcess());
  expect(touch).toThrow(ProgressError);
  expect(touch).toThrow(
    `Another workbook (process ${process.pid}) kept ${lock} for more than 0 s; close it, or delete that file if no other workbook is open.`,
  );
  expect(existsSync(lock)).toBe(true);
  expect(readdirSync(progressFolder(root))).toEqual(["progress.lock"]);
});

test("A take-over under way by a living process is not disturbed", () => {
  hold(dead);
  write(`${lock}.${id}`, JSON.stringify({ id: "ffffffffffff", owner: thisProcess() }));
  expect(touch).toThrow(`Another workbook (process ${process.pid})`);
  expect(existsSync(lock)).toBe(true);
});

test("An owner on another machine counts as gone only after a minute", () => {
  hold({ ...dead, machine: "elsewhere" });
  expect(touch).toThrow(ProgressError);
  const overAMinuteAgo = new Date(Date.now() - 61_000);
  utimesSync(lock, overAMinuteAgo, overAMinuteAgo);
  expect(touch().progress.current).toBe("a/b");
});

test("A lock that cannot be read counts as held while it is fresh, as gone when it is old", () => {
  write(lock, "");
  // However late it is looked at, it is fresh.
  const inAnHour = new Date(Date.now() + 3_600_000);
  utimesSync(lock, inAnHour, inAnHour);
  expect(touch).toThrow("Something kept");
  const sixSecondsAgo = new Date(Date.now() - 6_000);
  utimesSync(lock, sixSecondsAgo, sixSecondsAgo);
  expect(touch().progress.current).toBe("a/b");
});

test("The lock is free again after work that throws", () => {
  write(join(root, "file"), "");
  const file = join(root, "lock");
  const failing = () =>
    withLock(file, () => {
      throw new Error("no");
    });
  expect(failing).toThrow("no");
  expect(withLock(file, () => 7, 0)).toBe(7);
});

test.runIf(process.platform === "linux")(
  "A killed process is dead before its parent has waited for it",
  async () => {
    const child = spawn("sleep", ["1000"], { stdio: "ignore" });
    const owner = ownerOf(child.pid ?? 0);
    expect(livenessOf(owner)).toBe("alive");
    // Its parent is this process, which cannot wait for it before the event loop turns.
    child.kill("SIGKILL");
    // Nothing turns meanwhile, Vitest's own limit neither.
    const deadlineMs = performance.now() + backstopMs;
    while (livenessOf(owner) === "alive" && performance.now() < deadlineMs) pause(1);
    expect(livenessOf(owner)).toBe("dead");
    expect(process.kill(owner.pid, 0)).toBe(true);
    await once(child, "exit");
  },
);

test("Only the temporary files of dead processes are removed", () => {
  const name = (owner: Owner) => `.x.${owner.pid}-${owner.start}-${owner.machine}-0123456789ab.tmp`;
  const living = name(thisProcess());
  const elsewhere = name({ ...dead, machine: "000000000000" });
  for (const each of [living, elsewhere, name(dead), "mine.tmp"]) write(join(root, each), "");
  expect(removeLeftovers(root)).toEqual([name(dead)]);
  expect(readdirSync(root).sort()).toEqual([elsewhere, living, "mine.tmp"].sort());
});
