// `explore`: every schedule of a scenario, and the verdict.
import { confirmMerges } from "./confirm.ts";
import { SymmetryBroken } from "./history.ts";
import { installAtomics } from "./intercept-atomics.ts";
import { createJudge } from "./judge.ts";
import { findLivenessFailure } from "./liveness.ts";
import { explainFailure, explainLiveness, type Finding } from "./message.ts";
import { createModel, type Model, Replacements } from "./model.ts";
import { replaySchedule } from "./replay.ts";
import { encodeSchedule } from "./replay-code.ts";
import { abandonRun, activeRunner } from "./runner.ts";
import type { Exploration, ExploreOptions, MemorySpec, Reductions, Scenario } from "./scenario.ts";
import { findLoop, findSchedule } from "./schedule.ts";
import { Search, type SearchStatus } from "./search.ts";
import { MergeBroken, type ThreadMachine } from "./thread-machine.ts";
import { runGuarded } from "./watchdog.ts";

installAtomics();

const now = performance.now.bind(performance);
/** The search looks at the clock this often. */
const sliceMs = 100;
/** Wrong guesses of the merging after which it is given up. */
const maxRestarts = 60;

interface Settings {
  maxStates: number;
  timeMs: number;
  threadMs: number;
  timeouts: "explore" | "never";
  spurious: boolean;
  preemptions: number;
}

/**
 * Runs `scenario` under every schedule, or up to the bounds of `options` (by default 5,000,000
 * states and 60 s). Whatever the threads do becomes a verdict; throws a `TypeError` only on a
 * malformed scenario.
 */
export function explore<const M extends MemorySpec>(
  scenario: Scenario<M>,
  options: ExploreOptions = {},
): Exploration {
  const settings: Settings = {
    maxStates: options.maxStates ?? 5_000_000,
    timeMs: options.timeMs ?? 60_000,
    threadMs: options.threadMs ?? 2_000,
    timeouts: options.timeouts ?? "explore",
    spurious: options.spurious ?? false,
    preemptions: options.preemptions ?? Number.POSITIVE_INFINITY,
  };
  const reductions: Reductions = { symmetry: true, merge: true, ...options.reductions };
  const startMs = now();
  const exploration = exploreWith(scenario, settings, reductions, startMs);
  exploration.ms = now() - startMs;
  return exploration;
}

function exploreWith<M extends MemorySpec>(
  scenario: Scenario<M>,
  settings: Settings,
  reductions: Reductions,
  startMs: number,
): Exploration {
  const blank = describeBlank(scenario);
  let model: Model | undefined;
  const limitMs = settings.threadMs + sliceMs;
  const replacements = new Replacements();
  try {
    const make = (): void => {
      const extraWords = settings.preemptions < Number.POSITIVE_INFINITY ? 1 : 0;
      model = createModel(scenario, reductions, extraWords, replacements);
    };
    if (!runGuarded(make, limitMs) || model === undefined) return cutOff(blank, settings);
    for (;;) {
      const exploration = searchModel(scenario, model, settings, startMs, blank);
      if (exploration === undefined) continue;
      // The path of a failure is found among threads that keep their places.
      if (hasNoSchedule(exploration.verdict) || model.groups.length === 0) return exploration;
      replacements.restore();
      const roomy = { timeMs: settings.timeMs * 4, maxStates: settings.maxStates * 4 };
      const plain = exploreWith(
        scenario,
        { ...settings, ...roomy },
        { ...reductions, symmetry: false },
        startMs,
      );
      const { states, transitions } = exploration;
      return plain.verdict === exploration.verdict ? { ...plain, states, transitions } : plain;
    }
  } catch (error) {
    if (!(error instanceof SymmetryBroken)) throw error;
    replacements.restore();
    return exploreWith(scenario, settings, { ...reductions, symmetry: false }, startMs);
  } finally {
    replacements.restore();
  }
}

function hasNoSchedule(verdict: Exploration["verdict"]): boolean {
  return verdict === "holds" || verdict === "bounded-out" || verdict === "unsupported";
}

/** One search and what it means; undefined if it must be done again, because a guess was wrong. */
function searchModel<M extends MemorySpec>(
  scenario: Scenario<M>,
  model: Model,
  settings: Settings,
  startMs: number,
  start: Exploration,
): Exploration | undefined {
  const { status, search } = runSearch(scenario, model, settings, startMs);
  const blank = { ...start, states: search.states.count, transitions: search.edges.count };
  if (status === "cut") return cutOff(blank, settings);
  if (status === "late" || status === "full")
    return { ...blank, ...explainBound(status, settings) };
  try {
    const finding = findFailure(model, search);
    if (finding !== undefined) {
      if (finding.components !== undefined && unfoldLoops(model)) return undefined;
      const { verdict, message } = finding;
      if (model.groups.length > 0) return { ...blank, verdict, message };
      return { ...blank, ...finish(model, search, finding, settings) };
    }
    if (unfoldLoops(model)) return undefined;
    const impurity = findImpurity(model);
    if (impurity !== undefined) return { ...blank, verdict: "unsupported", message: impurity };
  } catch (error) {
    if (!(error instanceof MergeBroken)) throw error;
    error.machine.restart();
    return undefined;
  }
  const bound = findBound(model, search);
  const limit = bound === undefined ? "" : ` (${bound})`;
  return {
    ...blank,
    verdict: "holds",
    exhaustive: bound === undefined,
    ...(bound === undefined ? {} : { bound }),
    message: `Every schedule of ${countThreads(model.threadCount)} holds${limit}: ${blank.states.toLocaleString("en-US")} states.`,
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

/** Runs what the search ran once more, in another order. */
function findImpurity(model: Model): string | undefined {
  for (const [thread, machine] of model.machines.entries()) {
    const end = machine.recheck();
    if (end?.kind === "unsupported")
      return `Thread ${thread + 1} cannot be explored: ${end.message}.`;
  }
  return undefined;
}

interface Searched {
  search: Search;
  status: SearchStatus | "late" | "cut";
}

/** Searches to the end or to a bound, in guarded slices; starts again when a merge was wrong. */
function runSearch<M extends MemorySpec>(
  scenario: Scenario<M>,
  model: Model,
  settings: Settings,
  startMs: number,
): Searched {
  const judge = createJudge(scenario, model);
  let search: Search | undefined;
  let status: SearchStatus = "running";
  let restarts = 0;
  const slice = (): void => {
    const endMs = now() + sliceMs;
    try {
      search ??= new Search(model, judge, settings);
      while (status === "running" && now() < endMs) status = search.run(50);
      if (status === "complete" && model.machines.some(({ mergesJoins }) => mergesJoins))
        confirmMerges(model);
    } catch (error) {
      if (!(error instanceof MergeBroken)) throw error;
      error.machine.restart();
      if (++restarts > maxRestarts) for (const machine of model.machines) stopMerging(machine);
      search = undefined;
      status = "running";
    }
  };
  for (;;) {
    const isWhole = runGuarded(slice, settings.threadMs + sliceMs);
    if (search === undefined) {
      if (isWhole && now() - startMs <= settings.timeMs) continue;
      search = new Search(model, judge, settings);
    }
    if (!isWhole) return { search, status: "cut" };
    if (status !== "running") return { search, status };
    if (now() - startMs > settings.timeMs) return { search, status: "late" };
  }
}

function stopMerging(machine: ThreadMachine): void {
  if (!machine.mergesJoins) return;
  machine.mergesJoins = false;
  machine.restart();
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
  if (model.machines.some((machine) => machine.hasFoldedCounter))
    return "a loop that counts its rounds was followed for 40 rounds only";
  return undefined;
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
  runGuarded(() => {
    trace = replaySchedule(model, schedule, loopFrom).trace;
  }, settings.threadMs + sliceMs);
  if (trace !== undefined && finding.race !== undefined) trace.race = finding.race;
  return {
    verdict: finding.verdict,
    message: finding.message,
    schedule,
    code: encodeSchedule(coded),
    trace,
  };
}

function describeBlank<M extends MemorySpec>(scenario: Scenario<M>): Exploration {
  const { threads } = scenario;
  return {
    verdict: "bounded-out",
    exhaustive: false,
    states: 0,
    transitions: 0,
    ms: 0,
    message: "",
    schedule: [],
    code: "",
    trace: undefined,
    threads: "run" in threads ? threads.count : threads.length,
    name: scenario.name,
  };
}

function explainBound(
  status: "late" | "full",
  settings: Settings,
): { message: string; bound: string } {
  const bound =
    status === "full"
      ? `${settings.maxStates.toLocaleString("en-US")} states`
      : `${settings.timeMs.toLocaleString("en-US")} ms`;
  return { bound, message: `The bound of ${bound} was reached before an answer.` };
}

/** A thread did not come back. */
function cutOff(blank: Exploration, settings: Settings): Exploration {
  const runner = activeRunner();
  const isCatchingAll = runner?.isCatchingAll ?? false;
  const who = runner === undefined ? "A callback of the scenario" : `Thread ${runner.thread + 1}`;
  abandonRun();
  if (isCatchingAll)
    return {
      ...blank,
      verdict: "unsupported",
      message: `${who} cannot be explored: it catches every error in a loop around its operations, so that it cannot be left; catch only the errors you expect.`,
    };
  const bound = `${settings.threadMs.toLocaleString("en-US")} ms of one thread`;
  return {
    ...blank,
    bound,
    message: `${who} computed for more than ${settings.threadMs.toLocaleString("en-US")} ms without reaching an operation on shared memory.`,
  };
}

function countThreads(count: number): string {
  return count === 1 ? "1 thread" : `${count} threads`;
}
