// One client program of a specification, by the names of its calls: what an answer may not do in it.

import type { ExploreOptions, MemorySpec, Outcome, Scenario } from "../contract/scenario.ts";
import { ClientRun } from "./client-run.ts";
import type { Client } from "./programs.ts";
import { SequentialModel } from "./sequential.ts";
import type { AnySpecification, Start } from "./specification.ts";
import { tellProgram, tellResults, tellWrong } from "./tell.ts";

export interface ClientProgram {
  /** How it starts, and the calls of each thread, a line each. */
  lines: string[];
  scenario: Scenario<MemorySpec>;
  /** How far the thread that was run last has come. */
  tells: () => string;
  /** What the calls that are over gave, a line for each thread that has made one: `told` is how far each thread has come. */
  tellResults: (told: readonly string[]) => string[];
  /** What is wrong with an outcome, in a sentence; undefined if the model has it, too. */
  refuses: (outcome: Outcome) => string | undefined;
}

/** By the names of its start and of its calls. */
export interface ProgramName {
  start: string;
  threads: readonly (readonly string[])[];
}

/** The names of a client program that an exploration was told as. */
export function nameProgram(start: Start<unknown>, program: readonly Client[]): ProgramName {
  return { start: start.name, threads: program.map((client) => client.map(({ name }) => name)) };
}

/** Throws a `RangeError` that says which start or call the specification does not have. */
export function clientProgram(
  specification: AnySpecification,
  { start, threads }: ProgramName,
  options: ExploreOptions = {},
): ClientProgram {
  const { name, starts, calls } = specification;
  const from = starts.find((one) => one.name === start);
  if (from === undefined) throw new RangeError(`The ${name} has no start "${start}".`);
  const program = threads.map((names) =>
    names.map((callName) => {
      const call = calls.find((one) => one.name === callName);
      if (call === undefined) throw new RangeError(`The ${name} has no call "${callName}".`);
      return call;
    }),
  );
  const run = new ClientRun(specification, options, false);
  const allowed = new SequentialModel(specification).outcomes(from.state, program);
  const memory = from.memory();
  const nothing = { threads: program.map(() => undefined), seen: undefined };
  return {
    lines: tellProgram(specification, from, program, nothing),
    scenario: run.scenarioOf(memory, program),
    tells: run.tells,
    tellResults: (told) => tellResults(program, told),
    refuses: (outcome) => {
      if (run.isAmong(allowed, memory, outcome)) return undefined;
      return tellWrong(specification, program, run.cameOf(memory, outcome), [...allowed.values()]);
    },
  };
}
