// Runs in the answer's process before its tests: keeps the journal, and lets threads find the answer.

import { appendFileSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeEach, expect, inject } from "vitest";
// Before any answer, which may keep functions of `Atomics` in names of its own. By the name that tests use, so that
// it is the same explorer.
import { whenExploring } from "#workbook/explorer/index.ts";
import type { JournalEntry } from "../journal.ts";
import { forgetSleep } from "../sleepers.mjs";

declare module "vitest" {
  interface ProvidedContext {
    answer: { specifier: string; file: string; tracesAwaits: boolean; isRehearsal: boolean };
  }
}

// Threads load TypeScript by themselves; start-worker.ts and worker-bootstrap.mjs of lesson 01 read this.
const answer = inject("answer");
process.env.INTERLEAVE_ANSWER = JSON.stringify(answer);

// Output that nobody reads yet would otherwise pile up in memory, out of reach of its bound.
for (const stream of [process.stdout, process.stderr]) {
  (stream as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
}

const journalFile = process.env.INTERLEAVE_JOURNAL;

function note(entry: JournalEntry): void {
  if (journalFile) appendFileSync(journalFile, `${JSON.stringify(entry)}\n`);
}

if (answer.tracesAwaits) {
  const { traceAwaits } = await import("./trace-awaits.ts");
  traceAwaits(answer.file, (stack) => note({ event: "awaiting", stack }));
}

let isExploring = false;
whenExploring(() => {
  if (!isExploring) note({ event: "exploring" });
  isExploring = true;
});

beforeEach(({ task }) => {
  isExploring = false;
  note({
    event: "test-started",
    title: task.name,
    explores: "toHoldUnderEverySchedule" in expect(0),
  });
});
afterEach(({ task }) => note({ event: "test-ended", title: task.name }));

// An error that comes a turn of the event loop after the last test is still the answer's.
afterAll(async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
});

// An `error` that nobody listens for becomes an uncaught exception that looks like our own thread's.
// Listening for it would change what the answer does, so we look on.
const followThread = (worker: Worker): void => {
  note({ event: "thread-started" });
  const { threadId } = worker;
  const emit = worker.emit.bind(worker);
  worker.emit = (name: string | symbol, ...values: unknown[]) => {
    for (const value of values) dropForeignFrames(value);
    if (name === "error" && worker.listenerCount("error") === 0) note({ event: "thread-error" });
    if (name === "exit") {
      note({ event: "thread-ended" });
      // It may have been ended in its sleep.
      if (journalFile) forgetSleep(journalFile, threadId);
    }
    return emit(name, ...values);
  };
};
process.on("worker", followThread);

// The same process runs these tests again, on another answer.
if (answer.isRehearsal) {
  const { recordThreads } = await import("./parked-threads.ts");
  const park = recordThreads();
  afterAll(() => {
    process.off("worker", followThread);
    park();
  });
}

/**
 * Leaves out the frames of packages: Vitest would look for a source map in each of their files, and takes
 * what it finds in tsx's for one.
 */
function dropForeignFrames(value: unknown): void {
  if (!(value instanceof Error) || !value.stack) return;
  const lines = value.stack.split("\n").filter((line) => !/^\s+at .*node_modules[\\/]/.test(line));
  // Newer Nodes make it read-only; there the threads need no tsx.
  Reflect.set(value, "stack", lines.join("\n"));
  dropForeignFrames(value.cause);
}
