// Asks a scenario's own questions, `invariant` and `final`, about a state.

import type { Judgement, MemorySpec, Scenario } from "../contract/scenario.ts";
import { isThenable } from "../interceptions/stop.ts";
import { viewCells } from "../memory/layout.ts";
import type { End } from "../thread/end.ts";
import type { Model } from "./model.ts";
import { localOf } from "./row.ts";

export interface Judge {
  hasInvariant: boolean;
  /** A sentence if the invariant is broken. */
  breaksInvariant(words: Int32Array): string | undefined;
  /** A sentence if the end state is wrong. */
  breaksFinal(words: Int32Array): string | undefined;
}

/** The callbacks see real typed arrays over a copy: what they write changes nothing. */
export function createJudge<M extends MemorySpec>(scenario: Scenario<M>, model: Model): Judge {
  const { memoryWords } = model;
  const copy = new Int32Array(memoryWords);
  const m = viewCells(model.layout, copy.buffer) as never;
  const show = (words: Int32Array): void => {
    for (let i = 0; i < memoryWords; i++) copy[i] = words[i] as number;
  };
  const { invariant, final } = scenario;
  return {
    hasInvariant: invariant !== undefined,
    breaksInvariant(words) {
      if (invariant === undefined) return undefined;
      show(words);
      return ask("invariant", () => invariant(m));
    },
    breaksFinal(words) {
      if (final === undefined) return undefined;
      for (const returned of permuteReturned(model, words)) {
        show(words);
        const broken = ask("final", () => final(m, returned));
        if (broken !== undefined) return broken;
      }
      return undefined;
    },
  };
}

function ask(name: string, question: () => Judgement): string | undefined {
  try {
    const judgement = question();
    if (isThenable(judgement))
      return `\`${name}\` returns a promise, and must answer at once: leave \`async\` out`;
    if (judgement === false) return `\`${name}\` does not hold`;
    return typeof judgement === "string" ? judgement : undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    // Other errors are sentences: an assertion's, or somebody's own.
    const isMistake = [TypeError, ReferenceError, RangeError].some((type) => error instanceof type);
    return isMistake ? `\`${name}\` throws ${error.name}: ${error.message}` : error.message;
  }
}

/** Which of several interchangeable threads returned what is not in the state: all ways are asked. */
function permuteReturned(model: Model, words: Int32Array): unknown[][] {
  const ends: (End | undefined)[] = [];
  for (let t = 0; t < model.threadCount; t++) ends.push(localOf(model, words, t).end);
  const ways = permuteAlike(model, ends);
  const distinct = new Map(ways.map((way) => [way.map((end) => end?.key).join("\n"), way]));
  return [...distinct.values()].map((way) =>
    way.map((end) => (end?.kind === "returned" ? end.value : undefined)),
  );
}

/** Something of each thread, in every way that interchangeable threads may have it. */
export function permuteAlike<T>({ groups }: Model, ofThreads: T[]): T[][] {
  let ways = [ofThreads];
  for (const group of groups) ways = ways.flatMap((way) => permuteGroup(way, group));
  return ways;
}

function permuteGroup<T>(items: T[], group: readonly number[]): T[][] {
  const [first, ...rest] = group;
  if (first === undefined || rest.length === 0) return [items];
  const ways: T[][] = [];
  for (const other of group) {
    const swapped = [...items];
    swapped[first] = items[other] as T;
    swapped[other] = items[first] as T;
    ways.push(...permuteGroup(swapped, rest));
  }
  return ways;
}
