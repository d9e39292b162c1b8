// Explores a scenario until an answer stands: the one place where a search starts again. The README has the reasons
// in a table.

import { type Attempt, type NewAttempt, type Searcher, sliceMs } from "./attempt.ts";
import { checkScenario } from "./contract/check-scenario.ts";
import { host } from "./contract/host.ts";
import type { Exploration, MemorySpec, Scenario } from "./contract/scenario.ts";
import { type Settings, without, withoutReductions } from "./contract/settings.ts";
import { runGuarded, Stalled } from "./contract/watchdog.ts";
import { ExhaustiveSearch } from "./exhaustive-search.ts";
import { intercept, makeMemory } from "./interceptions/intercept.ts";
import { hasCalls } from "./interceptions/steps.ts";
import { abandonRun } from "./interceptions/thread-runner.ts";
import { layOut, nameLayout } from "./memory/layout.ts";
import { CallsBroken } from "./memory/operation-table.ts";
import { cutOff, describeBlank } from "./no-answer.ts";
import { RandomSearch } from "./random-search.ts";
import { createModel, type Model, setMerging } from "./search/model.ts";
import { createJudge } from "./search/scenario-judge.ts";
import { type PoolKeeper, ThreadPool } from "./search/thread-pool.ts";
import { SymmetryBroken } from "./thread/history-tree.ts";
import { MergeBroken } from "./thread/merge-broken.ts";

/** How much longer a thread is waited for, at most, on a machine that is busy with something else. */
const maxPatience = 64;
/** By how much the bounds grow when a failure is known, and a shortest schedule is looked for among all. */
const roomForSchedule = 4;
/** Merging is given up when more merges than these turn out wrong before a search comes to its end. */
const maxBrokenMerges = 60;

/** Attempts the scenario until no attempt asks for another. Throws `MalformedScenario` before the first. */
export function findAnswer<M extends MemorySpec>(
  scenario: Scenario<M>,
  asked: Settings,
  keeper?: PoolKeeper,
): Exploration {
  checkScenario(scenario);
  let settings = hasCalls() ? asked : without(asked, "calls");
  let elapsedMs = host.startClock();
  let found: Exploration | undefined;
  /** How else the failure that was found is looked for, until it can be told. */
  let others: Settings[] = [];
  for (;;) {
    const answer = makeAttempt(scenario, settings, elapsedMs, keeper);
    const isSound = "verdict" in answer && answer.verdict === "holds" && answer.exhaustive;
    if (!isSound) keeper?.forget();
    if ("verdict" in answer) {
      const { states, transitions } = found ?? answer;
      if (found?.verdict === answer.verdict) return { ...answer, states, transitions };
      const other = isOpen(answer) ? others.shift() : undefined;
      if (other === undefined) return answer;
      settings = { ...other, patience: settings.patience };
      continue;
    }
    switch (answer.reason) {
      case "stalled":
        abandonRun();
        settings = { ...settings, patience: settings.patience * 2 };
        elapsedMs = host.startClock();
        break;
      case "cut-off-ahead":
        abandonRun();
        settings = without(settings, "runAhead");
        break;
      case "symmetry-broken":
        settings = without(settings, "symmetry");
        break;
      case "calls-broken":
        settings = without(settings, "calls");
        break;
      case "failed-under-reduction":
        others = [
          { ...without(settings, "symmetry", "calls"), tellsReduced: true },
          { ...without(settings, "symmetry"), tellsReduced: true },
        ];
        settings = withoutReductions(settings, roomForSchedule);
        found = answer.found;
        break;
    }
  }
}

/** Whether a search may have missed a failure that is known to be there. */
function isOpen({ verdict, exhaustive }: Exploration): boolean {
  return verdict === "bounded-out" || (verdict === "holds" && !exhaustive);
}

/** Makes a model of the scenario, and searches it. */
function makeAttempt<M extends MemorySpec>(
  scenario: Scenario<M>,
  settings: Settings,
  elapsedMs: () => number,
  keeper: PoolKeeper | undefined,
): Exploration | NewAttempt {
  const blank = describeBlank(scenario);
  const layout = layOut(scenario.memory);
  const { calls } = settings.reductions;
  const newPool = (): ThreadPool => new ThreadPool(makeMemory(layout), keeper !== undefined);
  const pool = keeper?.take(`${calls} ${nameLayout(layout)}`, newPool) ?? newPool();
  const restore = keeper?.intercept(pool.memory, calls) ?? intercept(pool.memory, calls);
  try {
    let model: Model | undefined;
    const make = (): void => {
      model = createModel(scenario, layout, pool, settings);
    };
    const isWhole = runGuarded(make, settings.threadMs + sliceMs, settings.patience);
    if (!isWhole || model === undefined) return cutOff(blank, settings, make);
    const judge = createJudge(scenario, model);
    const mayMerge = settings.reductions.merge;
    return searchModel({ settings, model, judge, elapsedMs, blank, mayMerge, brokenMerges: 0 });
  } catch (error) {
    if (error instanceof SymmetryBroken) return { reason: "symmetry-broken" };
    if (error instanceof CallsBroken) return { reason: "calls-broken" };
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
          if (answer.isHopeless || ++attempt.brokenMerges > maxBrokenMerges) {
            attempt.mayMerge = false;
            setMerging(model, "loops");
          }
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
    const { machine, isHopeless } = error;
    return { reason: "merge-broken", machine, isHopeless };
  }
}
