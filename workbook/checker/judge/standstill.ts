// What an answer was doing when it was stopped: which test it was in, and who slept.

import type { JournalEntry, RunOutcome } from "../messages.ts";
import { placeInStack } from "./error-text.ts";
import type { About, Finding } from "./findings.ts";

/** Nothing could run any more: a thread is asleep, or a promise is awaited. */
export function describeStandstill(about: About, outcome: RunOutcome): Finding {
  const during = describeRunningTest(outcome);
  const sleeper = findSleeper(outcome.journal);
  if (!sleeper) {
    const awaiting = outcome.journal.filter((entry) => entry.event === "awaiting").at(-1);
    const found = awaiting && placeInStack(about, awaiting.stack);
    const place = found && !isImport(about, found.line) ? found : undefined;
    const where = place ? `, at ${place.file}, line ${place.line}` : "";
    return {
      kind: "never-settles",
      sentence: `Everything stood still ${during}: a promise is awaited that nothing settles${where}${describeThreads(outcome)}.`,
      ...(place ? { place } : {}),
    };
  }
  const place = placeInStack(about, sleeper.stack);
  const who = sleeper.thread === "main" ? "The main thread" : `Thread ${sleeper.thread}`;
  const where = place ? `, at ${place.file}, line ${place.line}` : "";
  return {
    kind: "asleep",
    sentence: `${who} sleeps in Atomics.wait for ever ${during}${where}: nobody is left to notify it.`,
    ...(place ? { place } : {}),
  };
}

/** Vitest makes an `import` an `await`, which has long been over when a test runs. */
function isImport({ source }: About, line: number): boolean {
  return /^import\b/.test(source?.split("\n")[line - 1] ?? "");
}

/** Whether to run an answer again, to see where it waits: no thread sleeps, so a promise is awaited. */
export function isWaitingSomewhere({ stopped, journal, strayErrors }: RunOutcome): boolean {
  return stopped === "standing-still" && strayErrors.length === 0 && !findSleeper(journal);
}

/** What a run that was repeated says of where it waits, added to what the first one said. */
export function addPlaceOfWaiting(outcome: RunOutcome, again: RunOutcome): RunOutcome {
  // Another end would be told of another run.
  if (!isWaitingSomewhere(again)) return outcome;
  const isHere = describeRunningTest(outcome) === describeRunningTest(again);
  const waiting = again.journal.filter((entry) => entry.event === "awaiting");
  return isHere ? { ...outcome, journal: [...outcome.journal, ...waiting] } : outcome;
}

/** The first thread that fell asleep and has not woken. */
function findSleeper(
  journal: JournalEntry[],
): Extract<JournalEntry, { event: "asleep" }> | undefined {
  for (const [index, entry] of journal.entries()) {
    if (entry.event !== "asleep") continue;
    const later = journal.slice(index + 1);
    if (!later.some((next) => next.event === "awake" && next.thread === entry.thread)) return entry;
  }
  return undefined;
}

/** How many of the threads that were started have not ended. */
export function countLiveThreads(journal: readonly JournalEntry[]): number {
  const count = (event: JournalEntry["event"]) =>
    journal.filter((entry) => entry.event === event).length;
  return count("thread-started") - count("thread-ended");
}

function describeThreads({ journal }: RunOutcome): string {
  const alive = countLiveThreads(journal);
  if (alive === 0) return "";
  return `, while ${alive === 1 ? "a thread is" : `${alive} threads are`} still alive`;
}

export function describeRunningTest({ journal, tests, loadErrors }: RunOutcome): string {
  const last = journal.filter(isTestEvent).at(-1);
  if (last?.event === "test-started") return `in “${last.title}”`;
  if (last) return `after “${last.title}”`;
  return tests.length === 0 && loadErrors.length === 0
    ? "while it was loaded"
    : "between the tests";
}

function isTestEvent(
  entry: JournalEntry,
): entry is Extract<JournalEntry, { event: "test-started" | "test-ended" }> {
  return entry.event === "test-started" || entry.event === "test-ended";
}
