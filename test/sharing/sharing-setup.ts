// The setup of the checker's own runs, in a process that may run many: says whether an answer has left it as found.

import { appendFileSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import { countLiveThreads } from "../../workbook/checker/journal.ts";
import { readJournal } from "../../workbook/checker/runner/read-journal.ts";
import { isAsFound, leftAsFound, type Marks, takeMarks } from "./process-marks.ts";

const journalFile = process.env.INTERLEAVE_JOURNAL ?? "";

// Vitest adds listeners with each run, and Node would warn of the eleventh.
process.setMaxListeners(0);
// The setup of the run before has added its own, and what follows here adds it again.
process.removeAllListeners("worker");

let marks: Marks | undefined;
beforeAll(() => {
  // Not earlier: what the test file has loaded stays loaded.
  marks = takeMarks();
});

// Added before those of the checker's own setup, it is called after them.
afterAll(async () => {
  if (!marks || !(await isAsFound(marks))) return;
  if (countLiveThreads(readJournal(journalFile)) > 0) return;
  appendFileSync(journalFile, `${leftAsFound}\n`);
});

await import("../../workbook/checker/answer/answer-setup.ts");
