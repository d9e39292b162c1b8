// Explores a scenario until an answer stands: the one place where a search starts again. The README has the reasons
// in a table.

import { type Attempt, type NewAttempt, type Searcher, sliceMs } from "./attempt.ts";
import type { Exploration, MemorySpec, Scenario } from "./contract/scenario.ts";
import { type Settings, withoutReductions, withoutSymmetry } from "./contract/settings.ts";
import { runGuarded, Stalled, startClock } from "./contract/watchdog.ts";
import { ExhaustiveSearch } from "./exhaustive-search.ts";
import { intercept } from "./interceptions/intercept.ts";
import { abandonRun } from "./interceptions/thread-runner.ts";
import { layOut } from "./memory/layout.ts";
import { cutOff, describeBlank } from "./no-answer.ts";
import { RandomSearch } from "./random-search.ts";
import { createModel, type Model, setMerging } from "./search/model.ts";
import { createJudge } from "./search/scenario-judge.ts";
import { SymmetryBroken } from "./thread/history-tree.ts";
import { MergeBroken } from "./thread/merge-broken.ts";

/** How much longer a thread is waited for, at most, on a machine that is busy with something else. */
const maxPatience = 64;
/** By how much the bounds grow when a failure is known, and a shortest schedule is looked for among all. */
const roomForSchedule = 4;
/** Merging is given up when more merges than these turn out wrong before a search comes to its end. */
const maxBrokenMerges = 60;

/** Attempts the scenario until no attempt asks for another. */
export function findAnswer<M extends MemorySpec>(
  scenario: Scenario<M>,
  asked: Settings,
): Exploration {
  let settings = asked;
  let elapsedMs = startClock();
  let found: Exploration | undefined;
  for (;;) {
    const answer = makeAttempt(scenario, settings, elapsedMs);
    if ("verdict" in answer) {
      if (found === undefined) return answer;
      if (found.verdict === answer.verdict) {
        return { ...answer, states: found.states, transitions: found.transitions };
      }
      if (settings.tellsReduced) return answer;
      // All schedules are too many: one of the reduced search will do.
      settings = { ...withoutSymmetry(asked), patience: settings.patience, tellsReduced: true };
      continue;
    }
    switch (answer.reason) {
      case "stalled":
        abandonRun();
        settings = { ...settings, patience: settings.patience * 2 };
        elapsedMs = startClock();
        break;
      case "symmetry-broken":
        settings = withoutSymmetry(settings);
        break;
      case "failed-under-reduction":
        settings = withoutReductions(settings, roomForSchedule);
        found = answer.found;
        break;
    }
  }
}

/** Makes a model of the scenario, and searches it. */
function makeAttempt<M extends MemorySpec>(
  scenario: Scenario<M>,
  settings: Settings,
  elapsedMs: () => number,
): Exploration | NewAttempt {
  const blank = describeBlank(scenario);
  const layout = layOut(scenario.memory);
  const { cells, restore } = intercept(layout);
  try {
    let model: Model | undefined;
    const make = (): void => {
      model = createModel(scenario, layout, cells, settings);
    };
    const isWhole = runGuarded(make, settings.threadMs + sliceMs, settings.patience);
    if (!isWhole || model === undefined) return cutOff(blank, settings, make);
    const judge = createJudge(scenario, model);
    const mayMerge = settings.reductions.merge;
    return searchModel({ settings, model, judge, elapsedMs, blank, mayMerge, brokenMerges: 0 });
  } catch (error) {
    if (error instanceof SymmetryBroken) return { reason: "symmetry-broken" };
    const isBusy = error instanceof Stalled && settings.patience < maxPatience;
    if (isBusy) return { reason: "stalled" };
    throw error;
  } finally {
    restore();
  }
}

/** Searches the model until no search asks for another, or the time is up. */
function searchModel(attempt: Attempt): Exploration | NewAttempt {
  const { settings, model, elapsedMs } = attempt;
  const searcher = settings.random
    ? new RandomSearch(attempt, settings.random)
    : new ExhaustiveSearch(attempt);
  for (;;) {
    const answer = searchOn(searcher);
    if (answer !== undefined) {
      if ("verdict" in answer) return answer;
      switch (answer.reason) {
        case "past-budget":
          attempt.mayMerge = false;
          setMerging(model, "joins");
          break;
        case "merge-broken":
          answer.machine.restart();
          if (++attempt.brokenMerges > maxBrokenMerges) setMerging(model, "loops");
          break;
        case "loop-ends":
          for (const machine of answer.machines) machine.unfold();
          break;
        default:
          return answer;
      }
      searcher.restart();
    }
    if (elapsedMs() > settings.timeMs) return searcher.giveUp();
  }
}

function searchOn(searcher: Searcher): ReturnType<Searcher["searchOn"]> {
  try {
    return searcher.searchOn();
  } catch (error) {
    if (!(error instanceof MergeBroken)) throw error;
    return { reason: "merge-broken", machine: error.machine };
  }
}
