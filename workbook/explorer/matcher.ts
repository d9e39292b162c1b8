// `expect(scenario).toHoldUnderEverySchedule()`: the explorer as a Vitest matcher.

import { expect } from "vitest";
import type { Exploration, ExploreOptions, MemorySpec, Scenario } from "./contract/scenario.ts";
import { explore } from "./explore.ts";
import { graderBudget } from "./grader-budget.ts";
import { countStates } from "./trace/message.ts";
import "./refinement/matcher.ts";
import type { MatcherResult, MatcherThis } from "./test-meta.ts";
import { recordExploration } from "./trace/recording.ts";
import { renderExploration } from "./trace/render-trace.ts";

export interface HoldOptions extends ExploreOptions {
  /** What was explored, such as "2 threads × 2 rounds"; by default the number of threads. */
  of?: string;
  /** The verdict that the scenario must have; by default "holds". */
  verdict?: Exploration["verdict"];
}

declare module "vitest" {
  interface Matchers<T> {
    toHoldUnderEverySchedule(options?: HoldOptions): T;
  }
}

function toHoldUnderEverySchedule(
  this: MatcherThis,
  scenario: Scenario<MemorySpec>,
  { of, verdict = "holds", ...options }: HoldOptions = {},
): MatcherResult {
  const exploration = grade(scenario, { ...graderBudget, ...options });
  const pass = exploration.verdict === verdict;
  const meta = this.task?.meta;
  if (meta !== undefined) {
    if (exploration.verdict === "holds") {
      meta.held = describeHeld(exploration, of);
    } else if (!pass) {
      const recording = recordExploration(scenario, exploration);
      if (recording) meta.recording = recording;
      if (exploration.isTooLarge) meta.isTooLarge = true;
    }
  }
  return { pass, message: () => renderExploration(exploration) };
}

/** A thread is called stuck only once its loop has been tried for as long as anywhere else. */
function grade(scenario: Scenario<MemorySpec>, options: ExploreOptions): Exploration {
  const exploration = explore(scenario, options);
  const isStuck = exploration.verdict === "deadlock" || exploration.verdict === "livelock";
  if (!isStuck) return exploration;
  const { loopRounds: _, ...patient } = options;
  return explore(scenario, patient);
}

/**
 * "every schedule of 2 threads × 2 rounds: 14,936 states"; what is not a proof says so first:
 * "not a proof, 1,000 random schedules, seed 1: 2 threads × 2 rounds, 9,120 states".
 */
export function describeHeld(
  { threads, states, bound, exhaustive, loopRounds }: Exploration,
  of?: string,
): string {
  const what = of ?? (threads === 1 ? "1 thread" : `${threads} threads`);
  const count = countStates(states, loopRounds);
  if (exhaustive) return `every schedule of ${what}: ${count}`;
  return `not a proof, ${bound}: ${what}, ${count}`;
}

expect.extend({ toHoldUnderEverySchedule });
