// A thread as a finite machine: each history is a local state, but for loops, which lead back.

import type { Reach, Value } from "../memory/operation.ts";
import { absorb } from "./absorb.ts";
import { Folds } from "./folds.ts";
import { type History, mapKey } from "./history.ts";
import type { Foresight, HistoryTree } from "./history-tree.ts";
import { connect, hasSameNext, type Local } from "./local.ts";
import { MergeBroken } from "./merge-broken.ts";
import { countedRounds, findPeriod, findWay, listWaysBack, repeat } from "./rounds.ts";
import { type Experiment, Signatures } from "./signature.ts";
import { tellApart } from "./tell-apart.ts";

const nowhere: Reach = { reads: 0, writes: 0, waits: 0, notifies: 0 };
const nothing: Experiment = { results: [], isDeep: false };

/**
 * When a loop is folded, the history that has gone round this many times more is kept with it: what the search
 * meets later is tried on both, and a count of rounds shows as a difference. More than `countedRounds`: a count
 * that shows within those is seen.
 */
const keptRounds = 50;
/** Local states that a loop may lead back to, newest first. */
const loopLimit = 6;

/** Which histories are one local state: none, the rounds of a loop, or any between which tests find no difference. */
export type Merging = "nothing" | "loops" | "joins";

interface Checked {
  /** What `edgeCount` was at the last check of rounds, and of exits. */
  roundsAt: number;
  exitsAt: number;
  /** The loops on the way to a history, each gone round. */
  ways: Map<History, number>;
  /** Ways out of loops, by name. */
  exits: Set<string>;
  /** The first of `locals`, as many as were run again. */
  locals: number;
}

function nothingChecked(): Checked {
  return { roundsAt: -1, exitsAt: -1, ways: new Map(), exits: new Set(), locals: 0 };
}

export class ThreadMachine {
  readonly tree: HistoryTree;
  readonly loopRounds: number;
  locals: Local[] = [];
  root: Local;
  /** Edges found so far: while it stays, nothing new is known of the thread. */
  edgeCount = 0;
  /** True once a loop that counts its rounds was folded. */
  hasFoldedCounter = false;
  merges: Merging = "loops";
  readonly signatures: Signatures;
  /** What was checked already: a machine that is kept for other programs is asked again and again. */
  checked = nothingChecked();
  #keptRounds = keptRounds;
  #folds: Folds;
  /** The local state of each history that has one. */
  #home = new Map<History, Local>();
  #bySignature = new Map<string, Local[]>();
  #ends = new Map<string, Local>();

  constructor(tree: HistoryTree, initial: Int32Array, loopRounds: number) {
    this.tree = tree;
    this.loopRounds = loopRounds;
    this.signatures = new Signatures(tree, initial);
    this.#folds = new Folds(tree, loopRounds);
    this.root = this.#create([tree.root]);
  }

  /** Forgets the local states, but not the histories nor what told them apart. */
  restart(): void {
    this.locals = [];
    this.checked = nothingChecked();
    this.hasFoldedCounter = false;
    this.#home.clear();
    this.#bySignature.clear();
    this.#ends.clear();
    this.root = this.#create([this.tree.root]);
  }

  /** What is merged from now on; starts again if that is a change. */
  setMerging(merges: Merging): void {
    if (this.merges === merges) return;
    this.merges = merges;
    this.restart();
  }

  /** Where the thread is after its operation in `local` gave `result`. */
  step(local: Local, result: Value, foresight?: Foresight): Local {
    const key = mapKey(result);
    return local.edges.get(key) ?? this.#discover(local, result, key, foresight);
  }

  /** Follows loops as far as `findLoopThatEnds` looks. */
  unfold(): void {
    this.#folds.unfold();
    this.restart();
  }

  /** The rounds of the shortest folded loop that ends after all, or undefined. */
  findLoopThatEnds(): number | undefined {
    return this.#folds.findLoopThatEnds();
  }

  /** Whether the thread does the same after "ok" as after "timed-out". */
  ignoresTimeout(local: Local): boolean {
    const [history] = local.histories;
    if (history === undefined) return false;
    const woken = this.signatures.of(this.tree.extend(history, "ok"));
    return woken === this.signatures.of(this.tree.extend(history, "timed-out"));
  }

  /** The local state that the search found a history in. */
  homeOf(history: History): Local | undefined {
    return this.#home.get(history);
  }

  #discover(local: Local, result: Value, key: Value, foresight?: Foresight): Local {
    const children = local.histories.map((history) => this.tree.extend(history, result, foresight));
    const [first] = children;
    if (first === undefined) throw new Error("A local state has at least one history.");
    for (const child of children) {
      if (!hasSameNext(first, child)) this.#separate(first, child, nothing);
      const difference = this.signatures.findDifference(first, child);
      if (difference !== undefined) this.#separate(first, child, difference);
    }
    const target = this.#findTarget(local, result, first, children);
    connect(local, key, target);
    this.edgeCount++;
    return target;
  }

  #findTarget(local: Local, result: Value, first: History, children: History[]): Local {
    if (first.end !== undefined) return this.#ends.get(first.end.key) ?? this.#create(children);
    if (this.merges === "nothing") return this.#create(children);
    const target =
      this.merges === "joins"
        ? this.#findJoin(local, result, first, children)
        : this.#findLoop(local, result, first);
    return target ?? this.#foldCounter(first) ?? this.#create(children);
  }

  /** An earlier local state on this thread's path that it now repeats forever. */
  #findLoop(local: Local, result: Value, first: History): Local | undefined {
    let tries = 0;
    for (const { back, period } of listWaysBack(first, (history) => this.homeOf(history))) {
      const home = this.homeOf(back);
      if (home === undefined) continue;
      if (tries++ >= loopLimit) break;
      if (!this.#folds.repeats(back, period)) continue;
      const from = local.histories[0];
      if (from === undefined || !this.signatures.agree(back, first)) continue;
      home.folds.push({ from, result, period });
      return home;
    }
    return undefined;
  }

  #findJoin(local: Local, result: Value, first: History, children: History[]): Local | undefined {
    const candidates = this.#bySignature.get(this.signatures.of(first)) ?? [];
    const ancestors = this.#listAncestors(first);
    let loops = 0;
    for (let i = candidates.length - 1; i >= 0; i--) {
      const candidate = candidates[i] as Local;
      if (!hasSameNext(first, candidate.histories[0] as History)) continue;
      if (loops >= loopLimit && ancestors.has(candidate)) continue;
      const way = findWay(candidate, local);
      if (way === undefined) {
        if (this.#absorb(candidate, children, false)) return candidate;
      } else if (
        ++loops <= loopLimit &&
        this.#folds.repeats(candidate.histories[0] as History, [...way, result]) &&
        this.#fold(candidate, local, result, [...way, result], children)
      ) {
        return candidate;
      }
    }
    return undefined;
  }

  #fold(
    target: Local,
    local: Local,
    result: Value,
    period: readonly Value[],
    children: History[],
  ): boolean {
    const from = local.histories[0];
    const [first] = children;
    if (from === undefined || first === undefined) return false;
    const many = this.tree.extendAll(first, repeat(period, this.#keptRounds));
    if (!this.#absorb(target, [...children, many], true)) return false;
    if (this.#keptRounds === 0) this.hasFoldedCounter = true;
    target.folds.push({ from, result, period });
    return true;
  }

  #listAncestors(history: History): Set<Local> {
    const ancestors = new Set<Local>();
    for (let node = history.parent; node !== undefined; node = node.parent) {
      const local = this.#home.get(node);
      if (local !== undefined) ancestors.add(local);
    }
    return ancestors;
  }

  #absorb(target: Local, children: History[], isLoop: boolean): boolean {
    return absorb(this.tree, target, children, isLoop, (local, history) =>
      this.#home.set(history, local),
    );
  }

  /** A loop that goes round unchanged but counts: after enough rounds, the round before stands for all. */
  #foldCounter(history: History): Local | undefined {
    if (history.op === undefined || history.depth < countedRounds) return undefined;
    for (let length = 1; length * countedRounds <= history.depth && length <= 12; length++) {
      const period = findPeriod(history, length, countedRounds);
      if (period === undefined) continue;
      if (!this.#folds.repeats(history, period)) return undefined;
      let before: History = history;
      for (let i = 0; i < length; i++) before = before.parent as History;
      const local = this.locals.find((candidate) => candidate.histories.includes(before));
      if (local === undefined) continue;
      this.hasFoldedCounter = true;
      return local;
    }
    return undefined;
  }

  #create(histories: History[]): Local {
    const first = histories[0] as History;
    if (first.op !== undefined) this.tree.table.meet(first.op);
    const local: Local = {
      id: this.locals.length,
      op: first.op,
      end: first.end,
      edges: new Map(),
      histories,
      folds: [],
      reach: first.op?.reach ?? nowhere,
      isLoopHead: false,
      sources: [],
    };
    this.locals.push(local);
    for (const history of histories) this.#home.set(history, local);
    if (first.end !== undefined) this.#ends.set(first.end.key, local);
    if (this.merges !== "joins" || first.end !== undefined) return local;
    const signature = this.signatures.of(first);
    const list = this.#bySignature.get(signature);
    if (list === undefined) {
      this.#bySignature.set(signature, [local]);
    } else {
      list.push(local);
    }
    return local;
  }

  /** `x` and `y` differ after `difference`, though they came from one local state. */
  #separate(x: History, y: History, difference: Experiment): never {
    const homeOf = (history: History): Local | undefined => this.#home.get(history);
    const told = tellApart(this.tree, this.signatures, homeOf, x, y, difference);
    if (told !== undefined) {
      const { op, experiment } = told;
      // What cannot be told apart by an experiment is not followed any longer.
      const isNew = this.signatures.addExperiment(op, experiment.results, experiment.isDeep);
      if (!isNew) this.#keptRounds = 0;
    }
    throw new MergeBroken(this);
  }
}
