// The loops of a thread that go round unchanged, and whether they go on that way.

import type { Value } from "../memory/operation.ts";
import type { History } from "./history.ts";
import type { HistoryTree } from "./history-tree.ts";

/** Rounds that a loop must repeat without change before it is folded, at first. */
const quickRounds = 200;

/**
 * How many rounds of a loop are tried once more before a verdict: `loopRounds`, and of a long loop as many
 * as make twice that many operations, but a quarter at least.
 */
export function countFinalRounds({ length }: readonly Value[], loopRounds: number): number {
  const rounds = Math.floor((2 * loopRounds) / length);
  return Math.min(loopRounds, Math.max(loopRounds / 4, rounds));
}

/** The same for every round of one loop, wherever the round begins. */
export function nameLoop(tree: HistoryTree, history: History, period: readonly Value[]): string {
  const steps: string[] = [];
  let node = tree.extendAll(history, period);
  for (; node !== history && node.parent !== undefined; node = node.parent) {
    steps.unshift(`${node.parent.op?.id} ${String(node.result)}`);
  }
  const rounds = steps.map((_, i) => [...steps.slice(i), ...steps.slice(0, i)].join());
  return rounds.sort()[0] ?? "";
}

export class Folds {
  #tree: HistoryTree;
  #loopRounds: number;
  #isUnfolding = false;
  #folds = new Map<History, Map<string, Value[]>>();
  /** Loops that were run for long and did not end, by where they begin and by name. */
  #lasting = new Map<History, Set<string>>();
  #tried = new Map<string, number>();
  /** How far a loop that ends was followed, by its operation and its results. */
  #endsAt = new Map<string, number>();

  constructor(tree: HistoryTree, loopRounds: number) {
    this.#tree = tree;
    this.#loopRounds = loopRounds;
  }

  /** Follows loops as far as `findLoopThatEnds` looks, from now on. */
  unfold(): void {
    this.#isUnfolding = true;
    this.#folds.clear();
    this.#lasting.clear();
    this.#tried.clear();
  }

  /** Whether `period` brings the thread back to the same operation again and again. */
  repeats(history: History, period: Value[]): boolean {
    const key = `${history.op?.id} ${period.map(String).join()}`;
    // A loop that is known to end at some depth need not be run again from every round.
    if (history.depth <= (this.#endsAt.get(key) ?? -1)) return false;
    let folds = this.#folds.get(history);
    if (folds === undefined) {
      folds = new Map();
      this.#folds.set(history, folds);
    }
    if (folds.has(key)) return true;
    const limit = this.#isUnfolding ? countFinalRounds(period, this.#loopRounds) : quickRounds;
    const rounds = this.#tree.pump(history, period, limit);
    if (rounds >= limit - 1) {
      folds.set(key, period);
      return true;
    }
    this.#endsAt.set(key, history.depth + rounds * period.length);
    return false;
  }

  /** Runs every folded loop for long, once. The rounds of the shortest that ends after all, or undefined. */
  findLoopThatEnds(): number | undefined {
    let shortest: number | undefined;
    for (const [history, folds] of this.#folds) {
      let lasting = this.#lasting.get(history);
      if (lasting?.size === folds.size) continue;
      lasting ??= new Set();
      this.#lasting.set(history, lasting);
      for (const [key, period] of folds) {
        if (lasting.has(key)) continue;
        // The same loop, entered along many histories, is run along two of them.
        const name = nameLoop(this.#tree, history, period);
        const count = this.#tried.get(name) ?? 0;
        this.#tried.set(name, count + 1);
        const limit = countFinalRounds(period, this.#loopRounds);
        const rounds = count < 2 ? this.#tree.pump(history, period, limit) : limit;
        if (rounds >= limit - 1) lasting.add(key);
        else shortest = Math.min(rounds, shortest ?? rounds);
      }
    }
    return shortest;
  }
}
