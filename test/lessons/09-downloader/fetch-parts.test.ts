// The tests of exercise `fetch-parts`: the scenarios in which a file comes in parts, in a downloader of a few lines.

import { describe, expect, it } from "vitest";
import { fetchParts } from "#exercise/09-downloader/fetch-parts.ts";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { playScenario } from "#lesson/09-downloader/play/play-scenario.ts";
import { describeAnyBusyness } from "./fixtures/describe-any-busyness.ts";
import { describeAnyParts } from "./fixtures/describe-any-parts.ts";
import { downloadBy } from "./fixtures/download-by-parts.ts";

/** Simplest first: what each is called in the list of scenarios, and what it shows. */
const cases = [
  ["size-5", "asks for each byte once, by more connections than there are bytes"],
  ["resume", "asks for what is missing alone"],
  ["too-few-bytes", "asks for the rest where a reply is shorter than asked for"],
  ["fin-mid-body", "goes on after the last byte when a connection ends early"],
  ["every-connection-dies", "finishes as long as it gets somewhere"],
  ["two-at-once", "goes on with fewer connections when the server is busy"],
  ["no-marks-in-parts", "says that nothing shows its parts to be of one version"],
] as const;

describe("fetchParts", () => {
  for (const [name, title] of cases) {
    it(title, async () => {
      const scenario = scenarios.find((one) => one.name === name);
      if (!scenario) throw new Error(`there is no scenario ${name}`);
      expect(await playScenario(scenario, downloadBy(fetchParts))).toEqual([]);
    });
  }
});

describeAnyBusyness();
describeAnyParts();
