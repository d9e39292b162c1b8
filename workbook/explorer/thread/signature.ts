// A guess at which histories of a thread have the same future: what each does when it is fed made-up results.

import {
  ACQUIRE,
  ADD,
  COMPARE_EXCHANGE,
  EXCHANGE,
  NOTIFY,
  type Operation,
  type Request,
  STORE,
  SUB,
  type Value,
  WAIT,
  WRITE,
} from "../memory/operation.ts";
import type { Excursion, History } from "./history.ts";
import type { HistoryTree } from "./history-tree.ts";

/**
 * A history is fed `results`, and what its thread does then is looked at: two histories between which that shows
 * a difference must not be one local state.
 */
export interface Experiment {
  results: readonly Value[];
  /** Whether the made-up futures after the results are looked at too, and not only the next operation. */
  isDeep: boolean;
}

/** Operations of a history's future that a probe looks at. */
const aloneLength = 120;
const randomLength = 60;
/** Random futures that a history is tried in. */
export const randomProbes = 3;

/**
 * Equal signatures are only a guess. The machine tries every result that the search meets on every
 * history it has merged, and hands a difference back as an experiment that all must agree in from then on.
 */
export class Signatures {
  #tree: HistoryTree;
  #initial: Int32Array;
  /** Results to feed, by the operation that the first of them answers. */
  #experiments = new Map<Operation, Experiment[]>();
  #probed = new Map<History, string>();

  constructor(tree: HistoryTree, initial: Int32Array) {
    this.#tree = tree;
    this.#initial = initial;
  }

  of(history: History): string {
    if (history.end !== undefined) return history.end.key;
    const parts = [this.#probeOnce(history)];
    for (const experiment of this.#experimentsAt(history)) {
      parts.push(this.#nextAfter(history, experiment));
    }
    return parts.join("|");
  }

  /** Whether two histories at one operation agree in every experiment that is known. */
  agree(x: History, y: History): boolean {
    return this.findDifference(x, y) === undefined;
  }

  /** What the thread does alone after an excursion. Nothing of it is kept. */
  aloneAfter(history: History, excursion: Excursion): string {
    return this.#probeAlone(history, excursion);
  }

  /** What it does alone, for `seed` 0, or in another of the random futures. */
  briefAfter(history: History, excursion: Excursion, seed: number): string {
    if (seed === 0) return this.#probeAlone(history, excursion);
    return this.#probeRandom(history, seed, excursion);
  }

  /** Whether experiments are known at the history's next operation. */
  hasExperiments(history: History): boolean {
    return this.#experimentsAt(history).length > 0;
  }

  #probeOnce(history: History): string {
    let probed = this.#probed.get(history);
    if (probed === undefined) {
      probed = this.#probe(history);
      this.#probed.set(history, probed);
    }
    return probed;
  }

  /** The experiment that tells two histories apart that do the same next, or undefined. */
  findDifference(x: History, y: History): Experiment | undefined {
    return this.#experimentsAt(x).find((experiment) => this.differ(x, y, experiment));
  }

  /** From now on, histories at `op` that differ after the results have different signatures. False if that was so before. */
  addExperiment(op: Operation, results: readonly Value[], isDeep = false): boolean {
    const known = this.#experiments.get(op) ?? [];
    const isKnown = known.some(
      (other) => other.isDeep === isDeep && isEqual(other.results, results),
    );
    if (!isKnown) this.#experiments.set(op, [...known, { results, isDeep }]);
    return !isKnown;
  }

  /** Whether two histories differ after the experiment. */
  differ(x: History, y: History, experiment: Experiment): boolean {
    return this.#nextAfter(x, experiment) !== this.#nextAfter(y, experiment);
  }

  #experimentsAt({ op }: History): readonly Experiment[] {
    return (op && this.#experiments.get(op)) ?? [];
  }

  /** What the thread does after the results; it may be over before. */
  #nextAfter(history: History, { results, isDeep }: Experiment): string {
    const node = this.#tree.extendAll(history, results);
    if (node.op === undefined) return node.end?.key ?? "";
    return isDeep ? `${node.op.id} ${this.#probeOnce(node)}` : String(node.op.id);
  }

  #probe(history: History): string {
    const parts = [this.#probeAlone(history)];
    for (let seed = 1; seed <= randomProbes; seed++) parts.push(this.#probeRandom(history, seed));
    return parts.join("|");
  }

  /** Runs on alone, over the initial memory. */
  #probeAlone(history: History, excursion?: Excursion): string {
    const words = this.#initial.slice();
    const answer = (request: Request): Value => {
      const word = request.offset >> 2;
      if (request.kind === NOTIFY) return 0;
      const old = words[word] ?? 0;
      if (request.kind === WAIT) return old === request.a ? "ok" : "not-equal";
      if (request.kind === STORE || request.kind === WRITE) {
        if (typeof request.a === "number") words[word] = request.a;
        return request.kind === STORE ? request.b : undefined;
      }
      if (request.kind === ACQUIRE) {
        words[word] = Number(request.b);
        return undefined;
      }
      if (request.kind === COMPARE_EXCHANGE) {
        if (old === request.a) words[word] = Number(request.b);
      } else if (request.kind === EXCHANGE) {
        words[word] = Number(request.a);
      } else if (request.kind === ADD) {
        words[word] = old + Number(request.a);
      } else if (request.kind === SUB) {
        words[word] = old - Number(request.a);
      }
      return typed(request, old);
    };
    return this.#tree.probe(history, aloneLength, answer, excursion);
  }

  #probeRandom(history: History, seed: number, excursion?: Excursion): string {
    let state = seed * 0x9e3779b1;
    const answer = (request: Request): Value => {
      state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5;
      const draw = (state >>> 16) & 3;
      if (request.kind === WAIT) return draw < 2 ? "ok" : "not-equal";
      if (request.kind === STORE) return request.b;
      if (request.kind === WRITE || request.kind === ACQUIRE) return undefined;
      if (request.kind === COMPARE_EXCHANGE && draw < 2) return request.a;
      return typed(request, draw);
    };
    return this.#tree.probe(history, randomLength, answer, excursion);
  }
}

function isEqual(x: readonly Value[], y: readonly Value[]): boolean {
  return x.length === y.length && x.every((value, i) => Object.is(value, y[i]));
}

function typed(request: Request, value: number): Value {
  return request.type.startsWith("Big") ? BigInt(value) : value;
}
