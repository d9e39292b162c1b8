// What a model allows in a client program: all that comes of it when whole steps take turns, in every order.

import type { Client } from "./programs.ts";
import { resultOf, separator, whenTimeIsOver } from "./results.ts";
import { type AnyCall, type AnySpecification, mustWait, type Step } from "./specification.ts";

/** What stands in the place of a result if the call waits forever. */
export const waits = "waits forever";

/** What comes of a program: of each thread the results of its calls, and what is seen in the end, unless somebody waits. */
export interface SequentialOutcome {
  threads: string[];
  seen: string | undefined;
}

interface Move {
  to: string;
  result: string;
  carried: unknown;
  isOther: boolean;
}

/** How far a thread has come. */
interface At {
  /** Calls that are over. */
  done: number;
  /** Steps of the next call that are over, and what the last of them returned. */
  inside: number;
  carried: unknown;
  hasGivenUp: boolean;
  results: string;
}

/** The model, step by step; what a step does is found once for each state. */
export class SequentialModel {
  readonly #specification: AnySpecification;
  #moves = new Map<AnyCall, Map<string, Move[]>>();

  constructor(specification: AnySpecification) {
    this.#specification = specification;
  }

  /** Each outcome once, by its key. */
  outcomes(state: unknown, program: readonly Client[]): Map<string, SequentialOutcome> {
    const outcomes = new Map<string, SequentialOutcome>();
    const seen = new Set<string>();
    const go = (state: string, threads: readonly At[]): void => {
      const key = `${state} ${JSON.stringify(threads)}`;
      if (seen.has(key)) return;
      seen.add(key);
      let isStuck = true;
      for (const [t, at] of threads.entries()) {
        const call = program[t]?.[at.done];
        if (call === undefined) continue;
        for (const [to, next] of this.#stepsFrom(call, state, at)) {
          isStuck = false;
          go(to, threads.with(t, next));
        }
      }
      if (!isStuck) return;
      const isOver = threads.every(({ done }, t) => done === program[t]?.length);
      const ends = threads.map(({ done, results }, t) =>
        program[t]?.[done] ? waitingAfter(results) : results,
      );
      const look = isOver ? this.#look(state) : undefined;
      const outcome = { threads: ends, seen: look };
      outcomes.set(keyOf(outcome), outcome);
    };
    go(
      JSON.stringify(state),
      program.map(() => ({ ...atCall, done: 0, results: "" })),
    );
    return outcomes;
  }

  #look(state: string): string | undefined {
    const { look, errors } = this.#specification;
    return look && resultOf(() => look.model(JSON.parse(state)), errors);
  }

  *#stepsFrom(call: AnyCall, state: string, at: At): Generator<[string, At]> {
    const isLast = at.inside === stepsOf(call).length - 1;
    for (const { to, result, carried, isOther } of this.#movesOf(call, state, at)) {
      const hasGivenUp = at.hasGivenUp || (isOther && call.timeoutMs !== undefined);
      if (!isLast && !result.startsWith("throws ")) {
        yield [to, { ...at, inside: at.inside + 1, carried: carried ?? null, hasGivenUp }];
        continue;
      }
      const told = hasGivenUp ? whenTimeIsOver(result) : result;
      const results = at.done === 0 ? told : `${at.results}${separator}${told}`;
      yield [to, { ...atCall, done: at.done + 1, results }];
    }
  }

  #movesOf(call: AnyCall, state: string, { inside, carried }: At): Move[] {
    let known = this.#moves.get(call);
    if (known === undefined) {
      known = new Map();
      this.#moves.set(call, known);
    }
    const key = inside > 0 ? `${state} ${inside} ${JSON.stringify(carried)}` : state;
    let moves = known.get(key);
    if (moves === undefined) {
      moves = [];
      const step = (take: Step<unknown>, isOther: boolean): void => {
        const next = JSON.parse(state) as unknown;
        let value: unknown;
        const result = resultOf(() => {
          value = take(next, carried);
          return value === mustWait ? undefined : value;
        }, this.#specification.errors);
        if (value === mustWait) return;
        moves?.push({ to: JSON.stringify(next), result, carried: value, isOther });
      };
      step(stepsOf(call)[inside] as Step<unknown>, false);
      for (const other of [call.otherwise ?? []].flat()) step(other, true);
      known.set(key, moves);
    }
    return moves;
  }
}

const atCall = { inside: 0, carried: null, hasGivenUp: false };

function stepsOf({ model, afterwards = [] }: AnyCall): readonly Step<unknown>[] {
  return [model, afterwards].flat();
}

/** What comes of a thread that waits forever in the call after those with `results`. */
export function waitingAfter(results: string): string {
  return results === "" ? waits : `${results}${separator}${waits}`;
}

export function keyOf({ threads, seen }: SequentialOutcome): string {
  return `${threads.join(" | ")} | ${seen}`;
}
