// What a journal says of the test that runs.

import { expect, test } from "vitest";
import { isExploring, type JournalEntry } from "#workbook/checker/journal.ts";

const started = (explores: boolean): JournalEntry => ({
  event: "test-started",
  title: "a test",
  explores,
});
const ended: JournalEntry = { event: "test-ended", title: "a test" };
const exploring: JournalEntry = { event: "exploring" };
const thread: JournalEntry = { event: "thread-started" };

test.each<[isSo: boolean, what: string, ...journal: JournalEntry[]]>([
  [false, "a test that has begun", started(true)],
  [true, "a test in which the explorer is at work", started(true), exploring],
  [true, "a test of real threads, in a file that explores", started(true), thread],
  [false, "a test of real threads, in a file that does not", started(false), thread],
  [false, "the test after one that has explored", started(true), exploring, ended, started(true)],
  [false, "the time between two tests", started(true), exploring, ended],
  [false, "the time before the first test", exploring],
])("it is %s that the explorer's patience is for %s", (isSo, _what, ...journal) => {
  expect(isExploring(journal)).toBe(isSo);
});
