// The tests of exercise `download`: the scenarios in which its parts must work together.

import { describe, expect, it } from "vitest";
import { download } from "#exercise/09-downloader/download.ts";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { playScenario } from "#lesson/09-downloader/play/play-scenario.ts";

/** Simplest first: what each is called in the list of scenarios, and what it shows. */
const cases = [
  ["resume", "asks for what is missing, and gives the file its name"],
  ["range-ignored-at-probe", "has a file without ranges in one stream"],
  ["busy-probe", "waits for a server that is busy at the first request"],
  ["range-ignored-later", "starts again as one stream when a range is ignored later"],
  ["changed-during-the-run", "starts again once when the file changes"],
  ["changes-all-the-time", "gives up when the file changes twice"],
  ["dies-at-once", "keeps what it has for the next run when it gives up"],
  ["wrong-bytes", "gives no name to a file with a wrong checksum"],
  ["target-exists", "leaves a file alone that is there already"],
] as const;

describe("download", () => {
  for (const [name, title] of cases) {
    it(title, async () => {
      const scenario = scenarios.find((one) => one.name === name);
      if (!scenario) throw new Error(`there is no scenario ${name}`);
      expect(await playScenario(scenario, download)).toEqual([]);
    });
  }
});
