// `expect(specification).toHoldInEveryProgram()`: a specification as a Vitest matcher.

import { expect } from "vitest";
import type { MatcherResult, MatcherThis } from "../test-meta.ts";
import { countStates } from "../trace/message.ts";
import { recordExploration } from "../trace/recording.ts";
import { renderExploration } from "../trace/render-trace.ts";
import { refine } from "./refine.ts";
import type { AnySpecification } from "./specification.ts";

declare module "vitest" {
  interface Matchers<T> {
    toHoldInEveryProgram(): T;
  }
}

function toHoldInEveryProgram(this: MatcherThis, specification: AnySpecification): MatcherResult {
  const { programs, states, loopRounds, bound, refused } = refine(specification);
  const meta = this.task?.meta;
  if (refused === undefined) {
    const count = `${programs} client programs: ${countStates(states, loopRounds)}`;
    const held = bound ? `not a proof, ${bound}: ${count}` : `every schedule of ${count}`;
    if (meta) meta.held = held;
    return { pass: true, message: () => `It holds in ${count}.` };
  }
  const { lines, scenario, exploration } = refused;
  if (meta) {
    const recording = recordExploration(scenario, exploration);
    if (recording) meta.recording = { ...recording, program: lines };
  }
  const [sentence, ...table] = renderExploration(exploration).split("\n");
  const message = [sentence, "", ...lines.map((line) => `  ${line}`), ...table].join("\n");
  return { pass: false, message: () => message };
}

expect.extend({ toHoldInEveryProgram });
