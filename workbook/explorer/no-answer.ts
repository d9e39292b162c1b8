// An exploration without an answer: nothing found yet, a bound reached, or a thread that did not come back.

import type { Exploration, MemorySpec, Scenario } from "./contract/scenario.ts";
import type { Settings } from "./contract/settings.ts";
import { runGuarded, Stalled } from "./contract/watchdog.ts";
import { abandonRun, activeRunner, traceLastOperation } from "./interceptions/thread-runner.ts";
import { countStates, showCount } from "./trace/message.ts";
import { findPlace, nameFile } from "./trace/place.ts";

/** Enough to come back to where a thread was cut off. */
const briefMs = 200;

export function describeBlank<M extends MemorySpec>(scenario: Scenario<M>): Exploration {
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

/** `counted` is the answer as far as it is known. */
export function explainBound(
  status: "late" | "full",
  counted: Exploration,
  { maxStates, maxHistories, timeMs }: Settings,
): Exploration {
  const isFullOfStates = status === "full" && counted.states >= maxStates;
  const space = isFullOfStates
    ? countStates(maxStates, undefined)
    : `${showCount(maxHistories)} histories`;
  const bound = status === "full" ? space : `${showCount(timeMs)} ms`;
  return {
    ...counted,
    bound,
    isTooLarge: true,
    message: `There are too many states to try them all: nothing wrong was found in ${showCount(counted.states)} of them, within the bound of ${bound}.`,
  };
}

/** `work` did not come back from a thread. */
export function cutOff(blank: Exploration, settings: Settings, work: () => void): Exploration {
  const runner = activeRunner();
  const isCatchingAll = runner?.isCatchingAll ?? false;
  const who = runner === undefined ? "A callback of the scenario" : `Thread ${runner.thread + 1}`;
  abandonRun();
  if (isCatchingAll) {
    return {
      ...blank,
      verdict: "unsupported",
      message: `${who} cannot be explored: it catches every error in a loop around its operations, so that it cannot be left; catch only the errors you expect.`,
    };
  }
  const place = findPlace(traceLastOperation(() => runBriefly(work)));
  abandonRun();
  const after = place === undefined ? "" : ` after ${nameFile(place.file)}:${place.line}`;
  const bound = `${showCount(settings.threadMs)} ms of one thread`;
  return {
    ...blank,
    bound,
    message: `${who} computed for more than ${showCount(settings.threadMs)} ms${after} without reaching an operation on shared memory.`,
  };
}

function runBriefly(work: () => void): void {
  try {
    runGuarded(work, briefMs, 1);
  } catch (error) {
    // It has done what it could in that time, and nothing hangs on it but a line.
    if (!(error instanceof Stalled)) throw error;
  }
}
