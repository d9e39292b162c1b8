// `outcomes`: everything that can come of a scenario.

import type {
  Exploration,
  ExploreOptions,
  MemorySpec,
  Outcome,
  Outcomes,
  Scenario,
} from "./contract/scenario.ts";
import { fillIn } from "./contract/settings.ts";
import { findAnswer } from "./driver.ts";
import type { PoolKeeper } from "./search/thread-pool.ts";

export interface OutcomesOf {
  /** Asked how far a thread has come that sleeps or spins, just after its code was run up to there. */
  tells?: () => string;
  /** Keeps what is learnt of threads for the next program of the same bodies. They may not look at their number. */
  keeper?: PoolKeeper;
}

const now = performance.now.bind(performance);

/**
 * Runs `scenario` under every schedule and collects what comes of it: what each thread returned or threw, who sleeps or spins
 * forever, and what is in memory then. `final` is not asked. All of them are there if `exhaustive`; data races and livelocks are no
 * outcome but a verdict. Calls that count as one step are run as they are, unless `reductions.calls` says otherwise: they leave other values in their cells.
 * Throws as `explore` does.
 */
export function outcomes<const M extends MemorySpec>(
  scenario: Scenario<M>,
  options: ExploreOptions = {},
  { tells, keeper }: OutcomesOf = {},
): Outcomes {
  const startMs = now();
  const reductions = { calls: false, ...options.reductions };
  const settings = { ...fillIn({ ...options, reductions }), collects: true, tells };
  const answer = findAnswer(scenario, settings, keeper);
  return { ...answer, outcomes: answer.outcomes ?? [], ms: now() - startMs };
}

/** A shortest schedule to an outcome with which `refuses` finds something wrong; its sentence becomes the message. */
export function findRefused(
  scenario: Scenario<MemorySpec>,
  options: ExploreOptions,
  tells: () => string,
  refuses: (outcome: Outcome) => string | undefined,
): Exploration {
  const search = (partialOrder: boolean): Exploration => {
    const reductions = { symmetry: false, calls: false, partialOrder };
    const settings = fillIn({ ...options, reductions });
    return findAnswer(scenario, { ...settings, collects: true, tells, refuses });
  };
  const shortest = search(false);
  return shortest.verdict === "bounded-out" ? search(true) : shortest;
}
