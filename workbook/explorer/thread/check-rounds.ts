// Goes round folded loops on the way to everything that the search saw: their rounds must not matter to what follows.

import type { Operation, Value } from "../memory/operation.ts";
import { type History, mapKey } from "./history.ts";
import type { Local } from "./local.ts";
import { MergeBroken } from "./merge-broken.ts";
import { bisect, countedRounds } from "./rounds.ts";
import type { ThreadMachine } from "./thread-machine.ts";

const manyRounds = 50;

/** A loop that a way passes: it can be gone round before the result at `at`. */
interface Loop {
  at: number;
  home: Local;
  period: readonly Value[];
  operations: readonly Operation[];
}

/** A history from its start, with the loops that it passes. */
interface Way {
  leaf: History;
  results: readonly Value[];
  operations: readonly Operation[];
  loops: readonly Loop[];
}

/** How many rounds each loop of a way is gone round. */
type Rounds = (loop: number) => number;

/**
 * Runs the thread along every way that the search met, with each loop on it gone round once, one of them many times,
 * and some of them a few times: one run for a whole way. Throws `MergeBroken` if the thread then does something else.
 */
export function checkRounds(machine: ThreadMachine): void {
  const { checked } = machine;
  if (machine.hasFoldedCounter || checked.roundsAt === machine.edgeCount) return;
  for (const leaf of listLeaves(machine)) {
    const way = layOut(machine, leaf);
    if (way.loops.length === 0 || checked.ways.get(leaf) === way.loops.length) continue;
    checked.ways.set(leaf, way.loops.length);
    const count = checked.ways.size;
    const longest = (count - 1) % way.loops.length;
    const plans: Rounds[] = [
      () => 1,
      (loop) => (loop === longest ? manyRounds : 1),
      (loop) => (loop % 2 === count % 2 ? 2 : 0),
    ];
    for (const plan of plans) {
      if (way.loops.every((_, loop) => plan(loop) === 0)) continue;
      if (follow(machine, way, plan) === undefined) continue;
      tellRoundsApart(machine, way, plan);
      machine.hasFoldedCounter = true;
      return;
    }
  }
  checked.roundsAt = machine.edgeCount;
}

/** The histories that no other goes on from: every history is on the way to one of them. */
function* listLeaves({ locals, tree }: ThreadMachine): Generator<History> {
  for (const { histories, edges, op } of locals) {
    const [history] = histories;
    if (history === undefined || op === undefined) continue;
    let isLeaf = true;
    for (const [key, target] of edges) {
      const child = history.children?.get(key);
      if (child === undefined) continue;
      const goesOn = target.histories[0] === child;
      if (goesOn || child.end !== undefined) isLeaf = false;
      if (child.end !== undefined) yield child;
    }
    if (isLeaf && history !== tree.root) yield history;
  }
}

function layOut(machine: ThreadMachine, leaf: History): Way {
  const results: Value[] = [];
  const operations: Operation[] = [];
  const loops: Loop[] = [];
  for (let node = leaf; ; ) {
    const home = machine.homeOf(node);
    for (const { period } of home?.folds ?? []) {
      const inside = home && listOperations(home, period);
      if (inside) loops.unshift({ at: node.depth, home, period, operations: inside });
    }
    if (node.parent === undefined) break;
    results.unshift(node.result);
    operations.unshift(node.parent.op as Operation);
    node = node.parent;
  }
  return { leaf, results, operations, loops };
}

/** What the results of a loop answer; undefined if the search left part of it out. */
function listOperations(home: Local, period: readonly Value[]): Operation[] | undefined {
  const operations: Operation[] = [];
  let local: Local | undefined = home;
  for (const result of period) {
    if (local?.op === undefined) return undefined;
    operations.push(local.op);
    local = local.edges.get(mapKey(result));
  }
  return operations;
}

/** Results after which the thread did something else; undefined if it did not. */
function follow(machine: ThreadMachine, way: Way, rounds: Rounds): Value[] | undefined {
  const results: Value[] = [];
  const operations: Operation[] = [];
  let from = 0;
  const copyTo = (end: number): void => {
    for (; from < end; from++) {
      results.push(way.results[from]);
      operations.push(way.operations[from] as Operation);
    }
  };
  for (const [i, loop] of way.loops.entries()) {
    copyTo(loop.at);
    for (let round = rounds(i); round > 0; round--) {
      results.push(...loop.period);
      operations.push(...loop.operations);
    }
  }
  copyTo(way.results.length);
  const done = machine.tree.follow(results, operations, way.leaf);
  return done === undefined ? undefined : results.slice(0, done);
}

/** Throws `MergeBroken`, with an experiment that shows it, if the rounds of one loop alone make the difference. */
function tellRoundsApart(machine: ThreadMachine, way: Way, plan: Rounds): void {
  for (const [i, { at, home, period }] of way.loops.entries()) {
    const after = (rounds: number): Value[] | undefined =>
      follow(machine, way, (loop) => (loop === i ? rounds : 0));
    const rounds = plan(i);
    if (rounds === 0 || after(rounds) === undefined || home.op === undefined) continue;
    const differs = bisect(0, rounds, (n) => after(n) !== undefined);
    if (differs >= countedRounds - 1) return;
    const seen = after(differs)?.slice(at + period.length);
    if (seen && machine.signatures.addExperiment(home.op, seen)) throw new MergeBroken(machine);
  }
}
