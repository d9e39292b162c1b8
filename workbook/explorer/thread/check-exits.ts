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
 * For every folded loop, takes each exit that the search saw after 1, 2, 3 … 100 rounds. Throws
 * `MergeBroken` if what the thread does then shows how many they were.
 */
export function checkExits(machine: ThreadMachine): void {
  const tried = new Map<string, number>();
  for (const local of machine.locals) {
    for (const { period } of local.folds) {
      const loop = nameLoop(machine.tree, local.histories[0] as History, period);
      let at = local;
      for (const [i, inside] of period.entries()) {
        for (const key of at.edges.keys()) {
          const exit = resultOf(key);
          if (Object.is(exit, inside)) continue;
          const name = `${loop} ${at.op?.id} ${String(exit)}`;
          const count = tried.get(name) ?? 0;
          tried.set(name, count + 1);
          if (count < 2) {
            checkExit(machine, local, period, [...period.slice(0, i), exit], count === 0);
          }
        }
        const next = at.edges.get(mapKey(inside));
        if (next === undefined) break;
        at = next;
      }
    }
  }
}

function checkExit(
  machine: ThreadMachine,
  local: Local,
  period: readonly Value[],
  exit: readonly Value[],
  isFirst: boolean,
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
    const differs = bisect(same, rounds, (n) => after(n, seed) !== expected);
    if (differs >= countedRounds - 1 || local.op === undefined) break;
    signatures.addExperiment(local.op, [...repeat(period, differs - 1), ...exit], true);
    throw new MergeBroken(machine);
  }
  if (same < lastExitRound) machine.hasFoldedCounter = true;
  if (!isFirst || machine.hasFoldedCounter) return;
  const lateRounds = Math.floor(countFinalRounds(period, machine.loopRounds) / 2) + 1;
  const early = signatures.aloneAfter(history, { period, rounds: 0, exit });
  const late = signatures.aloneAfter(history, { period, rounds: lateRounds, exit });
  machine.hasFoldedCounter = early !== late;
}
