// Holds an answer to its specification in generated client programs.

import type { Exploration, ExploreOptions, MemorySpec, Scenario } from "../contract/scenario.ts";
import { graderBudget } from "../grader-budget.ts";
import { findRefused, outcomes } from "../outcomes.ts";
import { ClientRun } from "./client-run.ts";
import { type Client, listPrograms } from "./programs.ts";
import { SequentialModel, type SequentialOutcome } from "./sequential.ts";
import type { AnySpecification, Start } from "./specification.ts";
import { tellProgram, tellWrong } from "./tell.ts";

/** A client program in which the answer does what the model does not. */
export interface Refused {
  /** The program and what came of it, a line each. */
  lines: string[];
  scenario: Scenario<MemorySpec>;
  /** Its message says what is wrong; its schedule is a shortest one. */
  exploration: Exploration;
}

export interface Refinement {
  programs: number;
  states: number;
  /** Why it is no proof, for the first program in which it is none. */
  bound?: string;
  refused?: Refused;
}

/** Plays all client programs under every schedule, smallest first, up to the first that is refused. */
export function refine(
  specification: AnySpecification,
  options: ExploreOptions = graderBudget,
): Refinement {
  const model = new SequentialModel(specification);
  const run = new ClientRun(specification, options, true);
  const clients = new Map<string, Client>();
  const sum: Refinement = { programs: 0, states: 0 };
  let undecided: Refused | undefined;
  for (const shape of specification.shapes) {
    for (const start of specification.starts) {
      const memory = start.memory();
      for (const program of listPrograms(specification, shape, clients)) {
        const allowed = model.outcomes(start.state, program);
        const scenario = run.scenarioOf(memory, program);
        const answer = outcomes(scenario, run.optionsOf(program), run.tells);
        sum.programs += 1;
        sum.states += answer.states;
        if (answer.bound !== undefined) sum.bound ??= answer.bound;
        const isAllowed = answer.outcomes.every((o) => allowed.has(run.keyOf(memory, o)));
        if (answer.verdict === "holds" && isAllowed) continue;
        const told = { specification, start, program, memory, allowed };
        const refused = tellRefused(told, answer, options);
        if (!answer.isTooLarge) return { ...sum, refused };
        // Another program may show what is wrong.
        if (undecided) return { ...sum, refused: undecided };
        undecided = refused;
      }
    }
  }
  return undecided ? { ...sum, refused: undecided } : sum;
}

interface Told {
  specification: AnySpecification;
  start: Start<unknown>;
  program: readonly Client[];
  memory: MemorySpec;
  allowed: Map<string, SequentialOutcome>;
}

function tellRefused(
  { specification, start, program, memory, allowed }: Told,
  answer: Exploration,
  options: ExploreOptions,
): Refused {
  const run = new ClientRun(specification, options, false);
  const scenario = run.scenarioOf(memory, program);
  const nothing = { threads: program.map(() => undefined), seen: undefined };
  let lines = tellProgram(specification, start, program, nothing);
  if (answer.verdict !== "holds") return { lines, scenario, exploration: answer };
  const exploration = findRefused(scenario, options, run.tells, (outcome) => {
    if (allowed.has(run.keyOf(memory, outcome))) return undefined;
    const came = run.cameOf(memory, outcome);
    lines = tellProgram(specification, start, program, came);
    return tellWrong(specification, program, came, [...allowed.values()]);
  });
  return { lines, scenario, exploration };
}
