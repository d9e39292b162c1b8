// Searches a model to the end or to a bound, and turns what is found into a verdict.

import type { Exploration, MemorySpec, Scenario } from "./contract/scenario.ts";
import type { Settings } from "./contract/settings.ts";
import { runGuarded } from "./contract/watchdog.ts";
import { cutOff, explainBound } from "./no-answer.ts";
import { confirmMerges, findImpurity } from "./search/confirm.ts";
import { findLivenessFailure } from "./search/liveness.ts";
import type { Model } from "./search/model.ts";
import { createJudge } from "./search/scenario-judge.ts";
import { findLoop, findSchedule } from "./search/schedule.ts";
import { type Failure, Search, type SearchStatus } from "./search/search.ts";
import { checkExits } from "./thread/check-exits.ts";
import { isDoneUnlessMergeBreaks } from "./thread/merge-broken.ts";
import { explainFailure, explainLiveness, type Finding } from "./trace/message.ts";
import { replaySchedule } from "./trace/replay.ts";
import { encodeSchedule } from "./trace/replay-code.ts";

const now = performance.now.bind(performance);
/** The search looks at the clock this often. */
export const sliceMs = 100;
/** Wrong guesses of the merging after which it is given up. */
const maxRestarts = 60;

/** Searches the model until no guess turns out wrong, and says what was found. */
export function searchModel<M extends MemorySpec>(
  scenario: Scenario<M>,
  model: Model,
  settings: Settings,
  elapsedMs: () => number,
  blank: Exploration,
): Exploration {
  for (;;) {
    const exploration = searchOnce(scenario, model, settings, elapsedMs, blank);
    if (exploration !== undefined) return exploration;
    if (elapsedMs() > settings.timeMs) return { ...blank, ...explainBound("late", settings) };
  }
}

/** One search and what it means; undefined if it must be done again, because a guess was wrong. */
function searchOnce<M extends MemorySpec>(
  scenario: Scenario<M>,
  model: Model,
  settings: Settings,
  elapsedMs: () => number,
  start: Exploration,
): Exploration | undefined {
  const { status, search, goOn } = runSearch(scenario, model, settings, elapsedMs);
  const blank = { ...start, states: search.states.count, transitions: search.edges.count };
  if (status === "cut") return cutOff(blank, settings, goOn);
  if (status === "late" || status === "full") {
    return { ...blank, ...explainBound(status, settings) };
  }
  let answer: Exploration | undefined;
  const isDone = isDoneUnlessMergeBreaks(() => {
    answer = explainSearch(model, search, settings, blank);
  });
  return isDone ? answer : undefined;
}

/** What a search to its end or to a failure means. */
function explainSearch(
  model: Model,
  search: Search,
  settings: Settings,
  blank: Exploration,
): Exploration | undefined {
  const finding = findFailure(model, search);
  if (finding !== undefined) {
    if (finding.components !== undefined && unfoldLoops(model)) return undefined;
    const { verdict, message } = finding;
    if (model.groups.length > 0) return { ...blank, verdict, message };
    return { ...blank, ...finish(model, search, finding, settings) };
  }
  if (unfoldLoops(model)) return undefined;
  for (const machine of new Set(model.machines)) checkExits(machine);
  const impurity = findImpurity(model);
  if (impurity !== undefined) return { ...blank, verdict: "unsupported", message: impurity };
  const bound = findBound(model, search);
  const what = countThreads(model.threadCount);
  const message =
    bound === undefined
      ? `Every schedule of ${what} holds`
      : `No schedule of ${what} was found that breaks it, but this is no proof: ${bound}`;
  return {
    ...blank,
    verdict: "holds",
    exhaustive: bound === undefined,
    ...(bound === undefined ? {} : { bound }),
    message: `${message} (${blank.states.toLocaleString("en-US")} states).`,
  };
}

/** Whether a loop that was folded ends after all; then the next search follows loops further. */
function unfoldLoops(model: Model): boolean {
  let hasUnfolded = false;
  for (const machine of new Set(model.machines)) {
    if (machine.findLoopThatEnds() === undefined) continue;
    machine.unfold();
    hasUnfolded = true;
  }
  return hasUnfolded;
}

interface Searched {
  search: Search;
  status: SearchStatus | "late" | "cut";
  /** Searches on for a little: what was cut off is tried again. */
  goOn: () => void;
}

/**
 * Searches to the end or to a bound, in guarded slices. Past the budget of the unmerged search it
 * starts again, merging; it starts again when a merge was wrong.
 */
function runSearch<M extends MemorySpec>(
  scenario: Scenario<M>,
  model: Model,
  settings: Settings,
  elapsedMs: () => number,
): Searched {
  const judge = createJudge(scenario, model);
  let search: Search | undefined;
  let status: SearchStatus = "running";
  let restarts = 0;
  let mayMerge = settings.reductions.merge && !isMerging(model);
  if (mayMerge && settings.mergeAfterStates === 0) {
    mayMerge = false;
    for (const machine of model.machines) machine.setMerging(true);
  }
  const isPastBudget = ({ states }: Search): boolean =>
    states.count > settings.mergeAfterStates ||
    countHistories(model) > settings.mergeAfterHistories;
  const slice = (): void => {
    const endMs = now() + sliceMs;
    const isDone = isDoneUnlessMergeBreaks(() => {
      search ??= new Search(model, judge, settings);
      while (status === "running" && now() < endMs && !(mayMerge && isPastBudget(search))) {
        status = search.run(50);
      }
      if (status === "complete" && isMerging(model)) confirmMerges(model);
    });
    if (isDone) return;
    if (++restarts > maxRestarts) {
      for (const machine of model.machines) {
        machine.setMerging(false);
      }
    }
    search = undefined;
    status = "running";
  };
  for (;;) {
    const isWhole = runGuarded(slice, settings.threadMs + sliceMs, settings.patience);
    const isLate = elapsedMs() > settings.timeMs;
    if (search === undefined) {
      if (isWhole && !isLate) continue;
      search = new Search(model, judge, settings);
    }
    if (!isWhole) return { search, status: "cut", goOn: slice };
    const isOverBudget = isPastBudget(search) || elapsedMs() > settings.mergeAfterMs;
    if (mayMerge && isOverBudget && (status === "running" || status === "full")) {
      mayMerge = false;
      for (const machine of model.machines) machine.setMerging(true);
      search = undefined;
      status = "running";
      continue;
    }
    if (status !== "running") return { search, status, goOn: slice };
    if (isLate) return { search, status: "late", goOn: slice };
  }
}

function countHistories(model: Model): number {
  let count = 0;
  for (const { tree } of new Set(model.machines)) count += tree.size;
  return count;
}

function isMerging(model: Model): boolean {
  return model.machines.some(({ mergesJoins }) => mergesJoins);
}

function findFailure(model: Model, search: Search): Finding | undefined {
  if (search.failure !== undefined) return explainFailure(model, search, search.failure);
  if (search.hasLeftOutPreemption) return undefined;
  const failure = findLivenessFailure(model, search);
  return failure === undefined ? undefined : explainLiveness(model, search, failure);
}

function findBound(model: Model, search: Search): string | undefined {
  if (search.hasLeftOutPreemption) return "schedules with more preemptions were left out";
  if (search.hasLeftOutTimeout) return "timeouts never fired";
  if (model.machines.some((machine) => machine.hasFoldedCounter)) {
    return "a loop that counts its rounds was followed for 40 rounds only";
  }
  if (isMerging(model)) return "local states were merged where tests found no difference";
  return undefined;
}

/** What a search that failed at once found, for the caller. */
export function describeFailure(
  model: Model,
  search: Search,
  failure: Failure,
  settings: Settings,
): ReturnType<typeof finish> {
  return finish(model, search, explainFailure(model, search, failure), settings);
}

/** From a finding to what the caller gets: schedule, code and trace. */
function finish(
  model: Model,
  search: Search,
  finding: Finding,
  settings: Settings,
): Partial<Exploration> & { verdict: Exploration["verdict"]; message: string } {
  const head = findSchedule(search, finding.state);
  const loop = finding.components
    ? findLoop(search, finding.components, finding.state, model.threadCount)
    : [];
  const schedule = [...head, ...loop];
  const loopFrom = loop.length > 0 ? head.length : undefined;
  const coded = loopFrom === undefined ? { steps: schedule } : { steps: schedule, loopFrom };
  let trace: Exploration["trace"];
  const play = (): void => {
    trace = replaySchedule(model, schedule, loopFrom).trace;
  };
  runGuarded(play, settings.threadMs + sliceMs, settings.patience);
  if (trace !== undefined && finding.race !== undefined) trace.race = finding.race;
  return {
    verdict: finding.verdict,
    message: finding.message,
    schedule,
    code: encodeSchedule(coded),
    trace,
  };
}

function countThreads(count: number): string {
  return count === 1 ? "1 thread" : `${count} threads`;
}
