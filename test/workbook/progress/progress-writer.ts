// The process that the tests beside it start to write progress, and kill.
// Arguments: the course's root, what to do, a label, and when to stop: a number of steps or `never`.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pause } from "#workbook/progress/durable.ts";
import { errorCode } from "#workbook/progress/errors.ts";
import { backstopMs } from "../../backstop.ts";

const { positionals } = parseArgs({ allowPositionals: true });
const [root = "", work = "passes", label = "", stopAt = "never", updates = "Infinity"] =
  positionals;
const at = "2026-11-21T10:15:00.000Z";
const writeSync = fs.writeSync.bind(fs);
let steps = 0;

/** A line to the parent, complete in the pipe before anything else happens. */
function report(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      // The pipe is full for the moment: the parent reads more slowly than we write.
      if (errorCode(error) !== "EAGAIN") throw error;
      pause(1);
    }
  }
}

/** Counts a step; at the chosen one, says so and waits for the end. */
function step(name: string): void {
  steps += 1;
  const isLast = steps === Number(stopAt);
  report(`${isLast ? "stopped" : "step"} ${name}`);
  if (isLast) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Makes every file operation two steps, one before it and one after. */
function watchFileOperations(): void {
  const names = [
    "openSync",
    "fsyncSync",
    "linkSync",
    "renameSync",
    "rmSync",
    "writeFileSync",
  ] as const;
  for (const name of names) {
    const original = fs[name];
    Reflect.set(fs, name, (...values: unknown[]) => {
      step(`before ${name}`);
      const result: unknown = Reflect.apply(original, fs, values);
      step(`after ${name}`);
      return result;
    });
  }
  // A write that takes only half is legal, and leaves a half-written file to be killed with.
  Reflect.set(fs, "writeSync", (handle: number, bytes: Uint8Array, offset: number) => {
    const half = Math.ceil((bytes.length - offset) / 2);
    const written = writeSync(handle, bytes, offset, half);
    step("after half a write");
    return written;
  });
  syncBuiltinESMExports();
}

async function writePasses(): Promise<void> {
  const { exerciseProgress, updateProgress } = await import("#workbook/progress/progress.ts");
  for (let count = 0; count < Number(updates); count += 1) {
    // Whoever gives it a standard input decides when it goes on.
    if (count === Number(updates) / 2) fs.readSync(0, new Uint8Array(1));
    const id = `${label}/${count}`;
    // Nobody waits in a line for the lock: another may get it again and again.
    updateProgress(
      root,
      (progress) => {
        exerciseProgress(progress, id).passedAt = at;
      },
      { waitMs: backstopMs },
    );
    report(`saved ${id};`);
  }
}

/** Plays a learner who keeps rewriting their copy, and resets it after each time. */
async function resetCopies(): Promise<void> {
  const { resetCopy } = await import("#workbook/progress/copies.ts");
  const { toyCourseAt } = await import("./toy-course.ts");
  const { course, exercise } = toyCourseAt(root);
  // What an earlier writer left in the copy must not be overwritten by its own next edit.
  resetCopy(course, exercise);
  for (let count = 0; count < Number(updates); count += 1) {
    const text = `// mine ${label}/${count}\n`;
    const draft = join(root, `draft ${label}`);
    fs.writeFileSync(draft, text);
    fs.renameSync(draft, exercise.learnerFile);
    report(`saved ${label}/${count};`);
    resetCopy(course, exercise);
  }
}

if (stopAt !== "unwatched") watchFileOperations();
await (work === "passes" ? writePasses() : resetCopies());
