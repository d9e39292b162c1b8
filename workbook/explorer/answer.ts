// From what a search found to what the caller gets: the verdict, its sentence, and the schedule that shows it.

import { type Attempt, type NewAttempt, type NewSearch, sliceMs } from "./attempt.ts";
import type { Exploration, Outcome, ScheduleMap, Trace } from "./contract/scenario.ts";
import { runGuarded } from "./contract/watchdog.ts";
import { findImpurity } from "./search/confirm.ts";
import { findLivenessFailure } from "./search/liveness.ts";
import { listMachines, type Model, mergesJoins } from "./search/model.ts";
import { collectOutcomes, type Reached } from "./search/outcomes.ts";
import { findLoop, findSchedule } from "./search/schedule.ts";
import type { Search } from "./search/search.ts";
import { checkExits } from "./thread/check-exits.ts";
import { checkRounds } from "./thread/check-rounds.ts";
import { findLoopBound } from "./thread/loop-bound.ts";
import { drawMap } from "./trace/draw-map.ts";
import {
  countStates,
  explainFailure,
  explainLiveness,
  explainRefused,
  type Finding,
} from "./trace/message.ts";
import { replaySchedule } from "./trace/replay.ts";
import { encodeSchedule } from "./trace/replay-code.ts";

/**
 * What a search to its end or to a failure means; `counted` is the answer without that. Before anything is
 * said about loops, all that were folded are tried for long. Throws `MergeBroken` when a guess turns out wrong.
 */
export function explainSearch(
  attempt: Attempt,
  search: Search,
  counted: Exploration,
): Exploration | NewAttempt | NewSearch {
  const { model } = attempt;
  const finding = findFailure(attempt, search);
  const goesRound = finding === undefined || finding.components !== undefined;
  if (goesRound) {
    const machines = [...listMachines(model)].filter(
      (machine) => machine.findLoopThatEnds() !== undefined,
    );
    if (machines.length > 0) return { reason: "loop-ends", machines };
    for (const machine of listMachines(model)) {
      checkRounds(machine);
      checkExits(machine);
    }
  }
  if (finding === undefined) {
    const answer = explainNoFailure(model, search, counted);
    const { collects, maps, tells, refuses } = attempt.settings;
    if (answer.verdict !== "holds") return answer;
    if (maps) {
      let map: ScheduleMap | undefined;
      const draw = (): void => {
        map = drawMap(model, search, attempt.settings);
      };
      runGuarded(draw, attempt.settings.timeMs, attempt.settings.patience);
      return { ...answer, ...(map && { map }) };
    }
    if (!collects) return answer;
    let reached: Reached[] = [];
    const collect = (): void => {
      reached = collectOutcomes(model, search, tells);
    };
    runGuarded(collect, attempt.settings.threadMs + sliceMs, attempt.settings.patience);
    const refused = refuses && findRefused(reached, refuses);
    if (refused) return tellFinding(attempt, search, refused, counted);
    return { ...answer, outcomes: reached.map(({ outcome }) => outcome) };
  }
  const { tellsReduced, reductions } = attempt.settings;
  const isTold = tellsReduced || !(search.isReduced || reductions.calls);
  if (model.groups.length === 0 && isTold) return tellFinding(attempt, search, finding, counted);
  const { verdict, message } = finding;
  const found = { ...counted, verdict, message };
  // The path of a failure is found among all schedules, of threads that are not interchanged.
  return verdict === "unsupported" ? found : { reason: "failed-under-reduction", found };
}

function findFailure({ model, settings }: Attempt, search: Search): Finding | undefined {
  if (search.failure !== undefined) return explainFailure(model, search, search.failure);
  if (search.hasLeftOutPreemption || settings.maps) return undefined;
  const failure = findLivenessFailure(model, search, settings.collects);
  return failure === undefined ? undefined : explainLiveness(model, search, failure);
}

function explainNoFailure(model: Model, search: Search, counted: Exploration): Exploration {
  const impurity = findImpurity(model);
  if (impurity !== undefined) return { ...counted, verdict: "unsupported", message: impurity };
  const bound = findBound(model, search);
  const loopRounds = findLoopBound(listMachines(model));
  const { threadCount } = model;
  const what = threadCount === 1 ? "1 thread" : `${threadCount} threads`;
  const message =
    bound === undefined
      ? `Every schedule of ${what} holds`
      : `No schedule of ${what} was found that breaks it, but this is no proof: ${bound}`;
  return {
    ...counted,
    verdict: "holds",
    exhaustive: bound === undefined,
    ...(bound === undefined ? {} : { bound }),
    ...(loopRounds === undefined ? {} : { loopRounds }),
    message: `${message} (${countStates(counted.states, loopRounds)}).`,
  };
}

/** The first outcome, in order of search, with which something is wrong. */
function findRefused(
  reached: readonly Reached[],
  refuses: (outcome: Outcome) => string | undefined,
): Finding | undefined {
  for (const one of reached.toSorted((a, b) => a.state - b.state)) {
    const refused = explainRefused(one, refuses);
    if (refused) return refused;
  }
  return undefined;
}

function findBound(model: Model, search: Search): string | undefined {
  if (search.hasLeftOutPreemption) return "schedules with more preemptions were left out";
  if (search.hasLeftOutTimeout) return "timeouts never fired";
  if (model.machines.some((machine) => machine.hasFoldedCounter)) {
    return "a loop that counts its rounds was followed for 40 rounds only";
  }
  if (mergesJoins(model)) return "local states were merged where tests found no difference";
  return undefined;
}

/** The answer of a search that failed: with schedule, code and trace. */
export function tellFinding(
  { model, settings }: Attempt,
  search: Search,
  finding: Finding,
  counted: Exploration,
): Exploration {
  const { verdict, message, race, components, state } = finding;
  const head = findSchedule(search, state);
  const loop = components ? findLoop(search, components, state, model.threadCount) : [];
  const schedule = [...head, ...loop];
  const loopFrom = loop.length > 0 ? head.length : undefined;
  let trace: Trace | undefined;
  const play = (): void => {
    trace = replaySchedule(model, schedule, loopFrom).trace;
  };
  runGuarded(play, settings.threadMs + sliceMs, settings.patience);
  // Told in steps that the code does not have: nobody could follow it.
  if (settings.reductions.calls) return { ...counted, verdict, message };
  if (trace !== undefined && race !== undefined) trace.race = race;
  const code = encodeSchedule({ steps: schedule, ...(loopFrom === undefined ? {} : { loopFrom }) });
  return { ...counted, verdict, message, schedule, code, trace };
}
