// Plays a replay code back: every step and what stands where before and after it.
import { installAtomics } from "./intercept-atomics.ts";
import { createModel, Replacements } from "./model.ts";
import { type Replayed, replaySchedule } from "./replay.ts";
import { decodeSchedule } from "./replay-code.ts";
import type { MemorySpec, Scenario } from "./scenario.ts";
import { fillIn } from "./settings.ts";
import { runGuarded } from "./watchdog.ts";

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
  if (replayed === undefined)
    throw new RangeError(`A thread computed for more than ${threadMs} ms without an operation.`);
  return replayed;
}
