// Leaves folded loops after different numbers of rounds: a loop that counts them must not be folded away.

import type { Value } from "../memory/operation.ts";
import { countFinalRounds, nameLoop } from "./folds.ts";
import { type History, mapKey, resultOf } from "./history.ts";
import type { Local } from "./local.ts";
import { MergeBroken } from "./merge-broken.ts";
import { bisect, countedRounds, repeat } from "./rounds.ts";
import { randomProbes } from "./signature.ts";
import type { ThreadMachine } from "./thread-machine.ts";

/** How many rounds a folded loop is gone round before it is left, to see whether it counts them. */
const exitRounds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 20, 21, 32, 33, 64, 100];
const lastExitRound = 100;

/**
 * For every folded loop, takes each exit that the search saw after 1, 2, 3 … 100 rounds, wherever it saw it first. Throws
 * `MergeBroken` if what the thread does then shows how many they were.
 */
export function checkExits(machine: ThreadMachine): void {
  const { checked } = machine;
  if (checked.exitsAt === machine.edgeCount) return;
  for (const local of machine.locals) {
    for (const { period } of local.folds) {
      const loop = nameLoop(machine.tree, local.histories[0] as History, period);
      for (const exit of listExits(local, period)) {
        const name = `${loop} ${exit.map(String).join()}`;
        if (checked.exits.has(name)) continue;
        checked.exits.add(name);
        checkExit(machine, local, period, exit);
      }
    }
  }
  checked.exitsAt = machine.edgeCount;
}

/** The results that lead out of a loop, each from where the loop begins; not those that lead round it in another way. */
function* listExits(home: Local, period: readonly Value[]): Generator<Value[]> {
  let at = home;
  for (const [i, inside] of period.entries()) {
    for (const key of at.edges.keys()) {
      const exit = [...period.slice(0, i), resultOf(key)];
      const goesRound = home.folds.some((fold) =>
        exit.every((result, at) => Object.is(result, fold.period[at])),
      );
      if (!goesRound) yield exit;
    }
    const next = at.edges.get(mapKey(inside));
    if (next === undefined) return;
    at = next;
  }
}

function checkExit(
  machine: ThreadMachine,
  local: Local,
  period: readonly Value[],
  exit: readonly Value[],
): void {
  const { tree, signatures } = machine;
  const history = local.histories[0] as History;
  const left = tree.extendAll(history, exit);
  const isBrief = left.op !== undefined && !signatures.hasExperiments(left);
  const after = (rounds: number, seed: number): string => {
    if (isBrief) return signatures.briefAfter(history, { period, rounds, exit }, seed);
    const node = tree.extendAll(history, [...repeat(period, rounds), ...exit]);
    return `${node.op?.id} ${signatures.of(node)}`;
  };
  let same = 0;
  const none: string[] = [];
  for (const [i, rounds] of exitRounds.entries()) {
    const seed = i % randomProbes;
    none[seed] ??= after(0, seed);
    const expected = none[seed];
    if (after(rounds, seed) === expected) {
      same = rounds;
      continue;
    }
    // What was the same so far was so in other futures.
    const differs = bisect(0, rounds, (n) => after(n, seed) !== expected);
    if (differs >= countedRounds - 1 || local.op === undefined) break;
    const results = [...repeat(period, differs - 1), ...exit];
    // An experiment that was known before is of no use: the loop stays folded, and the answer is no proof.
    if (!signatures.addExperiment(local.op, results, true)) break;
    throw new MergeBroken(machine);
  }
  if (same < lastExitRound) machine.hasFoldedCounter = true;
  if (machine.hasFoldedCounter) return;
  const lateRounds = Math.floor(countFinalRounds(period, machine.loopRounds) / 2) + 1;
  const early = signatures.aloneAfter(history, { period, rounds: 0, exit });
  const late = signatures.aloneAfter(history, { period, rounds: lateRounds, exit });
  machine.hasFoldedCounter = early !== late;
}
