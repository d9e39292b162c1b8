// Plays a replay code back: every step and what stands where before and after it.

import { checkScenario } from "../contract/check-scenario.ts";
import type { MemorySpec, Scenario } from "../contract/scenario.ts";
import { fillIn } from "../contract/settings.ts";
import { runGuarded, Stalled } from "../contract/watchdog.ts";
import { intercept, makeMemory } from "../interceptions/intercept.ts";
import { layOut } from "../memory/layout.ts";
import { createModel, setMerging } from "../search/model.ts";
import { ThreadPool } from "../search/thread-pool.ts";
import { type Replayed, replaySchedule } from "./replay.ts";
import { decodeSchedule } from "./replay-code.ts";
import { nameAfterFunctions } from "./thread-names.ts";

/** How many times `threadMs` a replay may take on a machine that is busy with something else. */
const maxPatience = 512;

/**
 * Runs `scenario` under the schedule that `code` stands for. Throws a `MalformedScenario`, a `SyntaxError` on a malformed
 * code, and a `RangeError` when the scenario cannot take one of its steps (any more).
 */
export function replayScenario<const M extends MemorySpec>(
  scenario: Scenario<M>,
  code: string,
  threadMs = 2_000,
  tells?: () => string,
): Replayed {
  checkScenario(scenario);
  const { steps, loopFrom } = decodeSchedule(code);
  const settings = fillIn({ reductions: { symmetry: false, merge: false } });
  const layout = layOut(scenario.memory);
  const memory = makeMemory(layout);
  const restore = intercept(memory, false);
  let replayed: Replayed | undefined;
  try {
    const play = (): void => {
      const model = createModel(scenario, layout, new ThreadPool(memory, false), settings);
      // Then there is no guess about a thread that could be wrong.
      setMerging(model, "nothing");
      replayed = replaySchedule(model, steps, loopFrom, tells);
    };
    playPatiently(play, threadMs);
  } finally {
    restore();
  }
  if (replayed === undefined) {
    throw new RangeError(`A thread computed for more than ${threadMs} ms without an operation.`);
  }
  nameAfterFunctions(replayed.trace, scenario);
  return replayed;
}

/** What was explored came back in time; only a busy machine needs patience. */
function playPatiently(play: () => void, threadMs: number): void {
  for (let patience = 8; ; patience *= 2) {
    try {
      runGuarded(play, threadMs, patience);
      return;
    } catch (error) {
      if (!(error instanceof Stalled) || patience >= maxPatience) throw error;
    }
  }
}
