// A program from the literature with the verdict it must get.
import type {
  ExplorationVerdict,
  ExploreOptions,
  MemorySpec,
  Scenario,
} from "#workbook/explorer/contract/scenario.ts";

export interface Program {
  scenario: Scenario;
  verdict: ExplorationVerdict;
  /** Why the verdict, and where derivable the number of states. */
  why: string;
  /** Exact number of states without any reduction. */
  states?: number;
  options?: ExploreOptions;
  /** False if a bound is named; only looked at for what holds. */
  exhaustive?: boolean;
}

/** Checks the scenario's types, then forgets its cells, so that programs fit one list. */
export function program<const M extends MemorySpec>(
  verdict: ExplorationVerdict,
  why: string,
  scenario: Scenario<M>,
  more: { states?: number; options?: ExploreOptions; exhaustive?: boolean } = {},
): Program {
  return { scenario: scenario as unknown as Scenario, verdict, why, ...more };
}
