// A guess at which histories of a thread have the same future: what each does when it is fed made-up results.
import type { History, HistoryTree } from "./history.ts";
import {
  ADD,
  COMPARE_EXCHANGE,
  EXCHANGE,
  NOTIFY,
  type Operation,
  STORE,
  SUB,
  type Value,
  WAIT,
  WRITE,
} from "./operation.ts";
import type { Request } from "./runner.ts";

/** Operations of a history's future that a probe looks at. */
const aloneLength = 300;
const randomLength = 60;
const randomProbes = 3;

/**
 * Equal signatures are only a guess. The machine tries every result that the search meets on every
 * history it has merged, and hands a difference back as an experiment.
 */
export class Signatures {
  #tree: HistoryTree;
  #initial: Int32Array;
  /** Results to feed, by the operation that the first of them answers. */
  #experiments = new Map<Operation, Value[][]>();
  #probed = new Map<History, string>();

  constructor(tree: HistoryTree, initial: Int32Array) {
    this.#tree = tree;
    this.#initial = initial;
  }

  of(history: History): string {
    if (history.end !== undefined) return history.end.key;
    let probed = this.#probed.get(history);
    if (probed === undefined) {
      probed = this.#probe(history);
      this.#probed.set(history, probed);
    }
    const parts = [probed];
    for (const results of this.#experimentsAt(history))
      parts.push(this.#nextAfter(history, results));
    return parts.join("|");
  }

  /** The experiment that tells two histories apart that do the same next, or undefined. */
  findDifference(x: History, y: History): Value[] | undefined {
    return this.#experimentsAt(x).find(
      (results) => this.#nextAfter(x, results) !== this.#nextAfter(y, results),
    );
  }

  /** From now on, histories at `op` that differ after `results` have different signatures. */
  addExperiment(op: Operation, results: Value[]): void {
    const known = this.#experiments.get(op);
    if (known === undefined) this.#experiments.set(op, [results]);
    else known.push(results);
  }

  #experimentsAt({ op }: History): readonly Value[][] {
    return (op && this.#experiments.get(op)) ?? [];
  }

  /** What the thread does after `results`; it may be over before. */
  #nextAfter(history: History, results: readonly Value[]): string {
    let node = history;
    for (const result of results) {
      if (node.op === undefined) break;
      node = this.#tree.extend(node, result);
    }
    return node.op === undefined ? (node.end?.key ?? "") : String(node.op.id);
  }

  #probe(history: History): string {
    const parts = [this.#probeAlone(history)];
    for (let seed = 1; seed <= randomProbes; seed++) parts.push(this.#probeRandom(history, seed));
    return parts.join("|");
  }

  /** Runs on alone, over the initial memory. */
  #probeAlone(history: History): string {
    const words = this.#initial.slice();
    return this.#tree.probe(history, aloneLength, (request) => {
      const word = request.offset >> 2;
      if (request.kind === NOTIFY) return 0;
      const old = words[word] ?? 0;
      if (request.kind === WAIT) return old === request.a ? "ok" : "not-equal";
      if (request.kind === STORE || request.kind === WRITE) {
        if (typeof request.a === "number") words[word] = request.a;
        return request.kind === STORE ? request.b : undefined;
      }
      if (request.kind === COMPARE_EXCHANGE) {
        if (old === request.a) words[word] = Number(request.b);
      } else if (request.kind === EXCHANGE) words[word] = Number(request.a);
      else if (request.kind === ADD) words[word] = old + Number(request.a);
      else if (request.kind === SUB) words[word] = old - Number(request.a);
      return typed(request, old);
    });
  }

  #probeRandom(history: History, seed: number): string {
    let state = seed * 0x9e3779b1;
    return this.#tree.probe(history, randomLength, (request) => {
      state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5;
      const draw = (state >>> 16) & 3;
      if (request.kind === WAIT) return draw < 2 ? "ok" : "not-equal";
      if (request.kind === STORE) return request.b;
      if (request.kind === WRITE) return undefined;
      if (request.kind === COMPARE_EXCHANGE && draw < 2) return request.a;
      return typed(request, draw);
    });
  }
}

function typed(request: Request, value: number): Value {
  return request.type.startsWith("Big") ? BigInt(value) : value;
}
