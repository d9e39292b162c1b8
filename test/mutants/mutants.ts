// Makes the mutants of an answer: the answer, changed in one small place.

import { renderDiff } from "./diff.ts";
import { asyncMutators } from "./mutators/async.ts";
import { atomicMutators } from "./mutators/atomic.ts";
import { expressionMutators } from "./mutators/expressions.ts";
import { statementMutators } from "./mutators/statements.ts";
import { isProgram, type Mutators, walk } from "./syntax.ts";

export interface Mutant {
  /** The name of its mutator. */
  mutator: string;
  /** Where it differs, from 1. */
  line: number;
  /** How it differs, with a line around it. */
  diff: string;
  /** The whole answer. */
  source: string;
}

export const mutators: Mutators = {
  ...statementMutators,
  ...expressionMutators,
  ...asyncMutators,
  ...atomicMutators,
};

/** Each once, and none that does not parse, in the order of the mutators and then of the source. */
export function makeMutants(source: string, chosen: Mutators = mutators): Mutant[] {
  return changeEverywhere(source, chosen).filter((mutant) => isProgram(mutant.source));
}

/** The same with those that do not parse, which takes a quarter of the time. */
export function changeEverywhere(source: string, chosen: Mutators = mutators): Mutant[] {
  const sites = [...walk(source)];
  const mutants = new Map<string, Mutant>();
  for (const [mutator, change] of Object.entries(chosen)) {
    for (const { start, end, text } of sites.flatMap((site) => [...change(site)])) {
      const changed = `${source.slice(0, start)}${text}${source.slice(end)}`;
      if (changed === source || mutants.has(changed)) continue;
      const line = source.slice(0, start).split("\n").length;
      const diff = renderDiff(source, changed);
      mutants.set(changed, { mutator, line, diff, source: changed });
    }
  }
  return [...mutants.values()];
}
