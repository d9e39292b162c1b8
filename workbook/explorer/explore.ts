// `explore`: every schedule of a scenario, and the verdict.

import type { Exploration, ExploreOptions, MemorySpec, Scenario } from "./contract/scenario.ts";
import { fillIn, type Settings } from "./contract/settings.ts";
import { runGuarded, Stalled, startClock } from "./contract/watchdog.ts";
import { installAtomics } from "./interceptions/atomics.ts";
import { abandonRun } from "./interceptions/thread-runner.ts";
import { cutOff, describeBlank } from "./no-answer.ts";
import { searchRandomly } from "./random-search.ts";
import { createModel, type Model, Replacements } from "./search/model.ts";
import { searchModel, sliceMs } from "./search-model.ts";
import { SymmetryBroken } from "./thread/history.ts";

installAtomics();

const now = performance.now.bind(performance);
/** How much longer a thread is waited for, at most, on a machine that is busy with something else. */
const mostPatience = 64;

/**
 * Runs `scenario` under every schedule, or up to the bounds of `options` (by default 5,000,000
 * states and 60 s). Whatever the threads do becomes a verdict; throws a `TypeError` only on a
 * malformed scenario.
 */
export function explore<const M extends MemorySpec>(
  scenario: Scenario<M>,
  options: ExploreOptions = {},
): Exploration {
  const settings = fillIn(options);
  const startMs = now();
  for (;;) {
    try {
      const exploration = exploreWith(scenario, settings, startClock());
      exploration.ms = now() - startMs;
      return exploration;
    } catch (error) {
      if (!(error instanceof Stalled) || settings.patience >= mostPatience) throw error;
      abandonRun();
      settings.patience *= 2;
    }
  }
}

function exploreWith<M extends MemorySpec>(
  scenario: Scenario<M>,
  settings: Settings,
  elapsedMs: () => number,
): Exploration {
  const blank = describeBlank(scenario);
  const plainSettings = { ...settings, reductions: { ...settings.reductions, symmetry: false } };
  let model: Model | undefined;
  const replacements = new Replacements();
  try {
    const make = (): void => {
      const extraWords = settings.preemptions < Number.POSITIVE_INFINITY ? 1 : 0;
      model = createModel(scenario, settings, extraWords, replacements);
    };
    const isWhole = runGuarded(make, settings.threadMs + sliceMs, settings.patience);
    if (!isWhole || model === undefined) return cutOff(blank, settings, make);
    if (settings.random) return searchRandomly(scenario, model, settings, elapsedMs, blank);
    const exploration = searchModel(scenario, model, settings, elapsedMs, blank);
    // The path of a failure is found among threads that keep their places.
    if (hasNoSchedule(exploration.verdict) || model.groups.length === 0) return exploration;
    replacements.restore();
    const roomy = {
      timeMs: settings.timeMs * 4,
      maxStates: settings.maxStates * 4,
      mergeAfterStates: settings.mergeAfterStates * 4,
      mergeAfterMs: settings.mergeAfterMs * 4,
      mergeAfterHistories: settings.mergeAfterHistories * 4,
    };
    const plain = exploreWith(scenario, { ...plainSettings, ...roomy }, elapsedMs);
    const { states, transitions } = exploration;
    return plain.verdict === exploration.verdict ? { ...plain, states, transitions } : plain;
  } catch (error) {
    if (!(error instanceof SymmetryBroken)) throw error;
    replacements.restore();
    return exploreWith(scenario, plainSettings, elapsedMs);
  } finally {
    replacements.restore();
  }
}

function hasNoSchedule(verdict: Exploration["verdict"]): boolean {
  return verdict === "holds" || verdict === "bounded-out" || verdict === "unsupported";
}
