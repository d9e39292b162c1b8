// The loops of a thread that go round unchanged, and whether they go on so.
import type { History, HistoryTree } from "./history.ts";
import type { Value } from "./operation.ts";

/** Rounds that a loop must repeat without change before it is folded, at first. */
const quickRounds = 1_000;
/** Rounds that every folded loop is run for once more before a verdict is given. */
const finalRounds = 20_000;
export class Folds {
  #tree: HistoryTree;
  #pumpRounds = quickRounds;
  #folds = new Map<History, Map<string, Value[]>>();
  /** How far a loop that ends was followed, by its operation and its results. */
  #endsAt = new Map<string, number>();

  constructor(tree: HistoryTree) {
    this.#tree = tree;
  }

  /** Follows loops as far as `findLoopThatEnds` looks, from now on. */
  unfold(): void {
    this.#pumpRounds = finalRounds;
    this.#folds.clear();
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
    const rounds = this.#tree.pump(history, period, this.#pumpRounds);
    if (rounds >= this.#pumpRounds - 1) {
      folds.set(key, period);
      return true;
    }
    this.#endsAt.set(key, history.depth + rounds * period.length);
    return false;
  }

  /** Runs every folded loop for long. The rounds of the shortest that ends after all, or undefined. */
  findLoopThatEnds(): number | undefined {
    let shortest: number | undefined;
    const tried = new Map<string, number>();
    for (const [history, folds] of this.#folds)
      for (const [key, period] of folds) {
        // The same loop, entered along many histories, is run along two of them.
        const count = tried.get(key) ?? 0;
        tried.set(key, count + 1);
        if (count >= 2) continue;
        const rounds = this.#tree.pump(history, period, finalRounds);
        if (rounds < finalRounds - 1) shortest = Math.min(rounds, shortest ?? rounds);
      }
    return shortest;
  }
}
