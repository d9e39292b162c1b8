// Checks again what the search assumed about its threads: that merged histories do the same, and that a thread
// does the same when it is run again.

import type { Value } from "../memory/operation.ts";
import type { History } from "../thread/history.ts";
import { hasSameNext, type Local } from "../thread/local.ts";
import { MergeBroken } from "../thread/merge-broken.ts";
import type { ThreadMachine } from "../thread/thread-machine.ts";
import { type Model, watchMoves } from "./model.ts";
import { createRow, doStep, isReady, listThreads, localOf, writeInitialRow } from "./row.ts";

const walkCount = 40;
const maxWalkSteps = 100;

/**
 * Follows random schedules one by one, without merging. A walk throws `MergeBroken` when a thread does
 * something else than its local state says.
 */
export class MergeWalks {
  readonly #model: Model;
  #left = walkCount;
  #state = 1;

  constructor(model: Model) {
    this.#model = model;
  }

  get areOver(): boolean {
    return this.#left === 0;
  }

  walk(): void {
    const model = this.#model;
    const row = createRow(model);
    writeInitialRow(model, row);
    const histories = model.machines.map((machine) => machine.tree.root);
    const moved: number[] = [];
    const onMove = (thread: number, result: Value): void => {
      const { tree } = model.machines[thread] as ThreadMachine;
      histories[thread] = tree.extend(histories[thread] as History, result);
      moved.push(thread);
    };
    watchMoves(model, onMove, () => {
      for (let i = 0; i < maxWalkSteps; i++) {
        const ready = listThreads(model, (t) => isReady(model, row.words, t));
        if (ready.length === 0) break;
        doStep(model, row, ready[this.#draw(ready.length)] as number);
        for (const thread of moved.splice(0)) {
          confirm(
            model.machines[thread] as ThreadMachine,
            localOf(model, row.words, thread),
            histories[thread] as History,
          );
        }
      }
    });
    this.#left--;
  }

  /** A fixed sequence: the same program gets the same verdict every time. */
  #draw(count: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
    return (this.#state >>> 8) % count;
  }
}

/** Throws if `history`, which was merged into `local`, does something else. */
export function confirm(machine: ThreadMachine, local: Local, history: History): void {
  const { tree, signatures, hasFoldedCounter } = machine;
  if (hasSameNext(local.histories[0] ?? tree.root, history)) return;
  if (hasFoldedCounter) {
    if (machine.merges === "joins") throw new MergeBroken(machine, true);
    return;
  }
  const results: Value[] = [];
  for (let node = history; node.parent !== undefined && results.length < 12; node = node.parent) {
    results.unshift(node.result);
    if (node.parent.op) signatures.addExperiment(node.parent.op, [...results]);
  }
  throw new MergeBroken(machine);
}

/**
 * Runs one history of every local state once more, in another order: those on the way to another are run with it. Says
 * what differs, or undefined.
 */
export function findImpurity(model: Model): string | undefined {
  for (const [thread, { locals, tree, checked }] of model.machines.entries()) {
    for (; checked.locals < locals.length; checked.locals++) {
      const local = locals[checked.locals] as Local;
      const history = local.histories[0] as History;
      if (isOnTheWay(history, local)) continue;
      const end = tree.recheck(history);
      if (end?.kind === "unsupported") {
        return `Thread ${thread + 1} cannot be explored: ${end.message}.`;
      }
    }
  }
  return undefined;
}

/** Whether the history of a local state that comes next goes on from `history`. */
function isOnTheWay(history: History, { edges }: Local): boolean {
  for (const { histories } of edges.values()) {
    if (histories[0]?.parent === history) return true;
  }
  return false;
}
