// Plays a replay code back: every step and what stands where before and after it.

import type { MemorySpec, Scenario } from "../contract/scenario.ts";
import { fillIn } from "../contract/settings.ts";
import { runGuarded } from "../contract/watchdog.ts";
import { installAtomics } from "../interceptions/atomics.ts";
import { createModel, Replacements } from "../search/model.ts";
import { type Replayed, replaySchedule } from "./replay.ts";
import { decodeSchedule } from "./replay-code.ts";

installAtomics();

/**
 * Runs `scenario` under the schedule that `code` stands for. Throws a `SyntaxError` on a malformed
 * code and a `RangeError` when the scenario cannot take one of its steps (any more).
 */
export function replayScenario<const M extends MemorySpec>(
  scenario: Scenario<M>,
  code: string,
  threadMs = 2_000,
): Replayed {
  const { steps, loopFrom } = decodeSchedule(code);
  const settings = fillIn({ reductions: { symmetry: false, merge: false } });
  const replacements = new Replacements();
  let replayed: Replayed | undefined;
  try {
    const play = (): void => {
      const model = createModel(scenario, settings, 0, replacements);
      replayed = replaySchedule(model, steps, loopFrom);
    };
    // What was explored came back in time; only a busy machine needs patience.
    runGuarded(play, threadMs, 8);
  } finally {
    replacements.restore();
  }
  if (replayed === undefined) {
    throw new RangeError(`A thread computed for more than ${threadMs} ms without an operation.`);
  }
  return replayed;
}
