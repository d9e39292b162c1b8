// Several processes on one progress file: none loses another's passes, none sees half a file.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { progressFolder } from "#workbook/progress/paths.ts";
import { readProgress } from "#workbook/progress/progress.ts";
import { wordsFor } from "../../run-program.ts";
import { killWriters } from "./kill-nine.ts";
import { remove } from "./toy-course.ts";

const writer = await wordsFor(fileURLToPath(new URL("progress-writer.ts", import.meta.url)));
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "two terminals-"));
});
afterEach(() => remove(root));

/**
 * Starts a process that makes `updates` passes; resolves with its exit code. At half of them it waits for `goOn`, if
 * there is one.
 */
async function makePasses(
  label: string,
  updates: number,
  goOn: Promise<unknown> = Promise.resolve(),
): Promise<unknown> {
  const words = [...writer, root, "passes", label, "unwatched", String(updates)];
  const child = spawn(process.execPath, words, { stdio: ["pipe", "ignore", "inherit"] });
  goOn.then(() => child.stdin.end("\n"));
  const [code] = await once(child, "close");
  return code;
}

test("Two processes with 200 updates each lose none", async () => {
  expect(await Promise.all([makePasses("left", 200), makePasses("right", 200)])).toEqual([0, 0]);
  const ids = Object.keys(readProgress(root).progress.exercises);
  for (const label of ["left", "right"])
    expect(ids.filter((id) => id.startsWith(label))).toHaveLength(200);
  expect(readdirSync(progressFolder(root))).toEqual(["progress.json"]);
});

test("A reader meanwhile sees every state whole and none twice taken back", async () => {
  let isWriting = true;
  let goOn = (): void => {};
  const hasSeen = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const done = makePasses("writer", 100, hasSeen).finally(() => {
    isWriting = false;
  });
  const seen = [0];
  while (isWriting) {
    const { progress, notice } = readProgress(root);
    expect(notice).toBeUndefined();
    const count = Object.keys(progress.exercises).length;
    expect(count).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
    if (count !== seen.at(-1)) seen.push(count);
    if (count > 0) goOn();
    await new Promise(setImmediate);
  }
  expect(await done).toBe(0);
  expect(Object.keys(readProgress(root).progress.exercises)).toHaveLength(100);
  expect(seen.length).toBeGreaterThan(1);
});

test("Twenty writers killed at random moments lose nothing that they had saved", async () => {
  const summary = await killWriters(20, 1);
  expect(summary.failures).toEqual([]);
  expect(summary.kills).toBe(20);
  expect(summary.saved).toBeGreaterThan(0);
  expect(summary.locksLeft).toBeGreaterThan(0);
});
