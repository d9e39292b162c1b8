// Tries the merged local states on real histories: random schedules, followed one by one without merging.
import type { History } from "./history.ts";
import { createRow, doStep, localOf, type Model, rankOf, writeInitialRow } from "./model.ts";
import type { ThreadMachine } from "./thread-machine.ts";

const walks = 60;
const longestWalk = 400;

/** Throws `MergeBroken` when a thread does something else than its local state says. */
export function confirmMerges(model: Model): void {
  const row = createRow(model);
  let state = 1;
  /** A fixed sequence: the same program gets the same verdict every time. */
  const draw = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % count;
  };
  try {
    for (let walk = 0; walk < walks; walk++) {
      writeInitialRow(model, row);
      const histories = model.machines.map((machine) => machine.tree.root);
      const moved: number[] = [];
      model.onMove = (thread, result) => {
        const { tree } = model.machines[thread] as ThreadMachine;
        histories[thread] = tree.extend(histories[thread] as History, result);
        moved.push(thread);
      };
      for (let i = 0; i < longestWalk; i++) {
        const ready = listReady(model, row.words);
        if (ready.length === 0) break;
        doStep(model, row, ready[draw(ready.length)] as number);
        for (const thread of moved.splice(0))
          (model.machines[thread] as ThreadMachine).confirm(
            localOf(model, row.words, thread),
            histories[thread] as History,
          );
      }
    }
  } finally {
    model.onMove = undefined;
  }
}

function listReady(model: Model, words: Int32Array): number[] {
  const ready: number[] = [];
  for (let t = 0; t < model.threadCount; t++)
    if (localOf(model, words, t).op !== undefined && rankOf(model, words, t) === 0) ready.push(t);
  return ready;
}
