// `explore`: every schedule of a scenario, and the verdict.

import type { Exploration, ExploreOptions, MemorySpec, Scenario } from "./contract/scenario.ts";
import { fillIn } from "./contract/settings.ts";
import { findAnswer } from "./driver.ts";
import { nameAfterFunctions } from "./trace/thread-names.ts";

const now = performance.now.bind(performance);

/**
 * Runs `scenario` under every schedule, or up to the bounds of `options` (by default 5,000,000
 * states and 60 s). Whatever the threads do becomes a verdict; throws a `MalformedScenario` only
 * on a malformed one, a `RangeError` only on an option out of range.
 */
export function explore<const M extends MemorySpec>(
  scenario: Scenario<M>,
  options: ExploreOptions = {},
): Exploration {
  const startMs = now();
  const exploration = findAnswer(scenario, fillIn(options));
  if (exploration.trace) nameAfterFunctions(exploration.trace, scenario);
  return { ...exploration, ms: now() - startMs };
}
