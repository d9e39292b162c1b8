// The stepper draws each step in the place of the last, so no line of it may be broken by the terminal.

import { Chalk } from "chalk";
import { expect, test } from "vitest";
import type { Recording } from "#workbook/explorer/trace/recording.ts";
import { renderFrame } from "#workbook/views/replay.ts";

const paper = { width: 60, style: new Chalk({ level: 0 }) };
const file = "/a course/exercises/02-locks/spin-lock.ts";
const recording: Recording = {
  name: "2 threads",
  verdict: "data-race",
  message: "Nothing orders the two.",
  code: "ba",
  threads: 1,
  trace: { steps: [], ends: [], memory: {} },
  frames: [
    {
      memory: { lock: "0" },
      threads: [
        { thread: 0, status: "ready", next: "read lock", place: { file, line: 20, column: 9 } },
      ],
    },
  ],
  lines: { [`${file}:20`]: "if (Atomics.load(this.cells, 0) === 1) return false; // taken" },
};

test("a frame names the file and the line, and breaks code that is wider than the terminal", () => {
  expect(renderFrame({ recording, at: 0 }, paper).split("\n")).toEqual([
    "Step 0 of 0  2 threads",
    "nothing has run yet",
    "",
    "  thread 1  could run: read lock",
    "    spin-lock.ts:20  if (Atomics.load(this.cells, 0) ===",
    "                       1) return false; // taken",
    "",
    "memory: lock = 0",
    "Nothing orders the two.",
  ]);
});

test("a step in a lock from elsewhere shows the line of the reader's own file that called it", () => {
  const own = "/a course/exercises/04-queues/queue.ts";
  const lock = { file: "/a course/solutions/02-locks/mutex.ts", line: 27, column: 7 };
  const called: Recording = {
    ...recording,
    file: own,
    trace: { ...recording.trace, names: ["producer"] },
    frames: [
      {
        memory: {},
        threads: [
          {
            thread: 0,
            status: "asleep",
            next: "Atomics.wait lock",
            place: lock,
            callers: [{ file: own, line: 9, column: 3 }],
          },
        ],
      },
    ],
    lines: { [`${own}:9`]: "this.lock.lock();", [`${lock.file}:27`]: "Atomics.wait(cells, 0, 2);" },
  };
  expect(renderFrame({ recording: called, at: 0 }, paper).split("\n").slice(3, 5)).toEqual([
    "  thread 1 (producer)  sleeps in Atomics.wait lock",
    "    queue.ts:9 (mutex.ts:27)  this.lock.lock();",
  ]);
});

test("the last step is told as in the table", () => {
  const step = {
    thread: 0,
    event: "step",
    operation: "Atomics.store",
    cell: "slot",
    old: "0",
    new: "2",
    result: "2",
    operands: "2",
    woken: [],
    asleep: false,
    place: undefined,
  } as const;
  const [frame] = recording.frames;
  const stepped: Recording = {
    ...recording,
    trace: { ...recording.trace, steps: [{ ...step, woken: [] }] },
    frames: [frame, frame].flatMap((one) => one ?? []),
  };
  expect(renderFrame({ recording: stepped, at: 1 }, paper).split("\n")[1]).toBe(
    "thread 1: slot 0 → 2",
  );
});
