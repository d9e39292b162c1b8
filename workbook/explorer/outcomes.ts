// `outcomes`: everything that can come of a scenario.

import type { ExploreOptions, MemorySpec, Outcomes, Scenario } from "./contract/scenario.ts";
import { fillIn } from "./contract/settings.ts";
import { findAnswer } from "./driver.ts";

const now = performance.now.bind(performance);

/**
 * Runs `scenario` under every schedule and collects what comes of it: what each thread returned or threw, who sleeps or spins
 * for ever, and what is in memory then. `final` is not asked. All of them are there if `exhaustive`; data races and livelocks are no
 * outcome but a verdict. Calls that count as one step are run as they are, unless `reductions.calls` says otherwise: they leave other values in their cells.
 * Throws as `explore` does.
 */
export function outcomes<const M extends MemorySpec>(
  scenario: Scenario<M>,
  options: ExploreOptions = {},
): Outcomes {
  const startMs = now();
  const reductions = { calls: false, ...options.reductions };
  const settings = { ...fillIn({ ...options, reductions }), collects: true };
  const answer = findAnswer(scenario, settings);
  return { ...answer, outcomes: answer.outcomes ?? [], ms: now() - startMs };
}
