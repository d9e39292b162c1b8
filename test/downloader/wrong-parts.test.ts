// Wrong parts that a learner may write: `score` finds each of them, by plays that were not made for it.

import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { compileWith } from "#workbook/compile.mjs";
import { PlayerProcess } from "#workbook/downloader/score/player-process.ts";
import { plays } from "#workbook/downloader/score/plays.ts";
import { makeLinkedCourse } from "../workbook/linked-course.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const course = makeLinkedCourse();
afterAll(course.remove);

/** What it does wrong, the part, the play that finds it, and how it differs from ours. */
const wrongParts: [string, string, string, ...[from: string, to: string][]][] = [
  [
    "believes the size of a part",
    "probe",
    "lies-7",
    [" && found.sizeBytes !== firstByte.end ? found", " ? found"],
  ],
  [
    "asks for each part where the redirect was",
    "probe",
    "redirect-always",
    ["sizeBytes), acceptsRanges: true", "sizeBytes), url, acceptsRanges: true"],
  ],
  [
    "does not see that a part was cut",
    "fetch-range",
    "lies-15",
    ["if (offset < end) {", "if (offset < start) {"],
  ],
  [
    "counts from the start of the part",
    "fetch-range",
    "lies-12",
    ["    offset += length;\n    // The", "    offset = start + length;\n    // The"],
  ],
  [
    "takes the start of the whole file for the first part",
    "fetch-range",
    "lies-25",
    [
      "if (status === 200) return",
      "if (status === 200 && range.start === 0) return;\n  if (status === 200) return",
    ],
  ],
  [
    "believes any journal",
    "journal",
    "false-journals",
    ["return parseJournal(", "return JSON.parse("],
  ],
  [
    "takes the claim after the sync",
    "journal",
    "kill",
    ["    await this.#sync();\n", ""],
    ["    const claim = JSON", "    await this.#sync();\n    const claim = JSON"],
  ],
  [
    "claims bytes before they are synced",
    "journal",
    "kill",
    ["    await this.#sync();\n", ""],
    [
      "claimedBytes = claimedBytes;\n  }",
      "claimedBytes = claimedBytes;\n    await this.#sync();\n  }",
    ],
  ],
  [
    "forgets ranges when there are many",
    "journal",
    "sizes",
    [
      "mergeRanges([...this.#state.ranges, range])",
      "mergeRanges([...this.#state.ranges.slice(-8), range])",
    ],
  ],
  [
    "removes the file, and keeps the ranges",
    "journal",
    "lies-16",
    ["    this.#state = { ...this.#state, ranges: [] };\n", ""],
  ],
  [
    "lets the others go on after a failure",
    "segments",
    "lies-22",
    ["await runTogether(tasks, signal)", "await Promise.all(tasks.map((task) => task(signal)))"],
  ],
  [
    "does not look for what is missing at the start",
    "split",
    "any-parts",
    ["if (range.start > start) missing", "if (start > 0 && range.start > start) missing"],
  ],
  [
    "tells of twice the bytes",
    "fetch-parts",
    "lies-10",
    [
      "          progressed();\n",
      `          progressed();
          const doneBytes = 2 * countBytes(half.ranges);
          settings.onEvent({ type: "bytes", writtenBytes: 0, doneBytes });\n`,
    ],
  ],
];

describe("a part that", () => {
  test.each(wrongParts)("%s is found (%s, by %s)", async (_does, part, name, ...edits) => {
    const solution = readFileSync(here(`../../solutions/09-downloader/${part}.ts`), "utf8");
    const text = edits.reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, () => to);
    }, solution);
    course.write(`09-downloader/${part}`, text);
    const file = join(course.root, "exercises/09-downloader", `${part}.ts`);
    const folder = join(mkdtempSync(join(course.scratch, "of-one-")), "compiled");
    const entries = {
      player: here("../../workbook/downloader/score/player.ts"),
      mortal: here("../../lessons/09-downloader/play/die-at-step.ts"),
    };
    await compileWith(new Map([[`#solution/09-downloader/${part}.ts`, file]]), entries, folder);
    const player = new PlayerProcess(folder, course.scratch);
    const play = plays.find((one) => one.name === name);
    if (!play) throw new Error(`there is no play ${name}`);
    try {
      const end = await player.play(play);
      expect(end).toEqual({ type: "played", failures: [expect.any(String)] });
    } finally {
      await player.close();
    }
  });
});
