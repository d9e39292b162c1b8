// What a model allows in a client program: all that comes of it when whole steps take turns, in every order.

import type { Client } from "./programs.ts";
import { resultOf, separator } from "./results.ts";
import { type AnyCall, type AnySpecification, mustWait } from "./specification.ts";

/** What stands in the place of a result if the call waits for ever. */
export const waits = "waits for ever";

/** What comes of a program: of each thread the results of its calls, and what is seen in the end, unless somebody waits. */
export interface SequentialOutcome {
  threads: string[];
  seen: string | undefined;
}

interface Move {
  to: string;
  result: string;
  carried: unknown;
}

/** How far a thread has come. */
interface At {
  /** Calls that are over. */
  done: number;
  isInside: boolean;
  carried: unknown;
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
      program.map(() => ({ done: 0, isInside: false, carried: null, results: "" })),
    );
    return outcomes;
  }

  #look(state: string): string | undefined {
    const { look } = this.#specification;
    return look && resultOf(() => look.model(JSON.parse(state)));
  }

  *#stepsFrom(call: AnyCall, state: string, at: At): Generator<[string, At]> {
    const isFirstOfTwo = call.afterwards !== undefined && !at.isInside;
    for (const { to, result, carried } of this.#movesOf(call, state, at)) {
      if (isFirstOfTwo && !result.startsWith("throws ")) {
        yield [to, { ...at, isInside: true, carried: carried ?? null }];
      } else {
        const results = at.done === 0 ? result : `${at.results}${separator}${result}`;
        yield [to, { done: at.done + 1, isInside: false, carried: null, results }];
      }
    }
  }

  #movesOf(call: AnyCall, state: string, { isInside, carried }: At): Move[] {
    let known = this.#moves.get(call);
    if (known === undefined) {
      known = new Map();
      this.#moves.set(call, known);
    }
    const key = isInside ? `${state} ${JSON.stringify(carried)}` : state;
    let moves = known.get(key);
    if (moves === undefined) {
      moves = [];
      const step = (take: (state: unknown) => unknown): void => {
        const next = JSON.parse(state) as unknown;
        let value: unknown;
        const result = resultOf(() => {
          value = take(next);
          return value === mustWait ? undefined : value;
        });
        if (value === mustWait) return;
        moves?.push({ to: JSON.stringify(next), result, carried: value });
      };
      const { afterwards, givesUp } = call;
      if (afterwards === undefined || !isInside) step((next) => call.model(next));
      else step((next) => call.afterwards?.(next, carried));
      const isLast = afterwards === undefined || isInside;
      if (isLast && givesUp) step((next) => call.givesUp?.(next, carried));
      known.set(key, moves);
    }
    return moves;
  }
}

/** What comes of a thread that waits for ever in the call after those with `results`. */
export function waitingAfter(results: string): string {
  return results === "" ? waits : `${results}${separator}${waits}`;
}

export function keyOf({ threads, seen }: SequentialOutcome): string {
  return `${threads.join(" | ")} | ${seen}`;
}
