// What the board shows of a step: of a counterexample, and of a game.

import { expect, test } from "vitest";
import {
  defineScenario,
  explore,
  mapSchedules,
  positionAt,
  recordExploration,
  sceneAt,
} from "#workbook/explorer/index.ts";
import { viewRecording, viewScene } from "#workbook/playground/page/board-view.ts";

const deaf = defineScenario({
  name: "a notify that comes too early",
  memory: { flag: 1 },
  threads: [
    function sleeper(m) {
      Atomics.wait(m.flag, 0, 0);
    },
    function waker(m) {
      Atomics.notify(m.flag, 0);
      Atomics.store(m.flag, 0, 1);
    },
  ],
});

test("of a counterexample: each thread's state, the memory that changed, and all rows", () => {
  const recording = recordExploration(deaf, explore(deaf));
  if (!recording) throw new Error("expected a counterexample");
  const last = recording.trace.steps.length;
  const end = viewRecording(recording, last);
  expect(end.threads.map(({ name, state, isNext }) => ({ name, state, isNext }))).toEqual([
    { name: "thread 1 (sleeper)", state: "sleeps in Atomics.wait flag", isNext: false },
    { name: "thread 2 (waker)", state: "has finished", isNext: false },
  ]);
  expect(end.rows).toHaveLength(last);
  const start = viewRecording(recording, 0);
  expect(start.memory).toEqual([{ name: "flag", value: "0", before: undefined }]);
  expect(start.threads.filter(({ isNext }) => isNext)).toHaveLength(1);
  const changed = recording.frames.findIndex(({ memory }) => memory.flag === "1");
  expect(viewRecording(recording, changed).memory).toEqual([
    { name: "flag", value: "1", before: "0" },
  ]);
  expect(() => viewRecording(recording, last + 1)).toThrow(`expected a step from 0 to ${last}`);
});

test("of a game: the steps so far, and what each thread may do next", () => {
  const { map } = mapSchedules(deaf);
  if (!map) throw new Error("expected a map of all schedules");
  const schedule = [{ thread: 0, event: "step" as const }];
  const scene = sceneAt(deaf, schedule, positionAt(map, schedule).choices);
  const { at, rows, threads } = viewScene(scene, { lines: {} });
  expect([at, rows.map(({ thread }) => thread)]).toEqual([1, [0]]);
  expect(threads.map(({ choices }) => choices.map(({ does }) => does))).toEqual([
    [],
    ["notify flag: wakes thread 1"],
  ]);
  expect(threads.map(({ isNext }) => isNext)).toEqual([false, false]);
});
