// What an answer was doing when it was stopped: which test it was in, and who slept.

import { countLiveThreads, findSleeper, listTestSteps } from "../journal.ts";
import type { RunReport } from "../messages.ts";
import { placeInStack } from "./error-text.ts";
import type { About, Obstacle } from "./obstacle.ts";

/** Nothing could run any more: a thread is asleep, or a promise is awaited. */
export function describeStandstill(about: About, report: RunReport): Obstacle {
  const during = describeRunningTest(report);
  const sleeper = findSleeper(report.journal);
  if (!sleeper) {
    const awaiting = report.journal.filter((entry) => entry.event === "awaiting").at(-1);
    const found = awaiting && placeInStack(about, awaiting.stack);
    const place = found && !isImport(about, found.line) ? found : undefined;
    const where = place ? `, at ${place.file}, line ${place.line}` : "";
    return {
      kind: "never-settles",
      sentence: `Everything stood still ${during}: a promise is awaited that nothing settles${where}${describeThreads(report)}.`,
      ...(place ? { place } : {}),
    };
  }
  const place = placeInStack(about, sleeper.stack);
  const who = sleeper.thread === "main" ? "The main thread" : `Thread ${sleeper.thread}`;
  const where = place ? `, at ${place.file}, line ${place.line}` : "";
  return {
    kind: "asleep",
    sentence: `${who} sleeps in Atomics.wait forever ${during}${where}: nobody is left to notify it.`,
    ...(place ? { place } : {}),
  };
}

/** Vitest makes an `import` an `await`, which has long been over when a test runs. */
function isImport({ source }: About, line: number): boolean {
  return /^import\b/.test(source?.split("\n")[line - 1] ?? "");
}

function describeThreads({ journal }: RunReport): string {
  const alive = countLiveThreads(journal);
  if (alive === 0) return "";
  return `, while ${alive === 1 ? "a thread is" : `${alive} threads are`} still alive`;
}

export function describeRunningTest({ journal, tests, loadErrors }: RunReport): string {
  const last = listTestSteps(journal).at(-1);
  if (last?.event === "test-started") return `in “${last.title}”`;
  if (last) return `after “${last.title}”`;
  return tests.length === 0 && loadErrors.length === 0
    ? "while it was loaded"
    : "between the tests";
}
