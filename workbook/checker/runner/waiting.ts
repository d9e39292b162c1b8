// Tells whether a run stood still because a promise is awaited, which a second run then shows the place of.

import { isDeepStrictEqual } from "node:util";
import { findSleeper, listTestSteps } from "../journal.ts";
import type { RunReport } from "../messages.ts";

/** Whether to run an answer again, to see where it waits: no thread sleeps, so a promise is awaited. */
export function isWaitingSomewhere({ stopped, journal, strayErrors }: RunReport): boolean {
  return stopped === "standing-still" && strayErrors.length === 0 && !findSleeper(journal);
}

/** What a run that was repeated says of where it waits, added to what the first one said. */
export function addPlaceOfWaiting(report: RunReport, again: RunReport): RunReport {
  // Another end would be told of another run.
  if (!isWaitingSomewhere(again) || !isAtSameStep(report, again)) return report;
  const waiting = again.journal.filter((entry) => entry.event === "awaiting");
  return { ...report, journal: [...report.journal, ...waiting] };
}

/** Before the first test, both have loaded their tests or neither has. */
function isAtSameStep(one: RunReport, other: RunReport): boolean {
  const last = ({ journal }: RunReport) => listTestSteps(journal).at(-1);
  return isDeepStrictEqual(last(one), last(other)) && one.tests.length === other.tests.length;
}
