// The tests of exercise `download`: the scenarios in which its parts must work together.

import { describe, expect, it } from "vitest";
import { download } from "#exercise/09-downloader/download.ts";
import type { Lie } from "#lesson/09-downloader/chaos/fault-script.ts";
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

  const failures: [what: string, lie: Lie][] = [
    ["is answered by 503", { status: 503 }],
    ["is cut", { cut: { afterBytes: -1, by: "fin" } }],
  ];
  for (const [name, title] of [
    ["changed-during-the-run", "a restart after a change"],
    ["range-ignored-later", "a restart as one stream"],
  ] as const)
    it(`tries each request of ${title} again, whichever fails once`, async () => {
      const scenario = scenarios.find((one) => one.name === name);
      if (!scenario) throw new Error(`there is no scenario ${name}`);
      const { requests, ...expected } = scenario.expect;
      if (typeof requests !== "number") throw new Error(`expected a number of requests in ${name}`);
      for (let skip = 0; skip < requests; skip++)
        for (const [what, lie] of failures) {
          const rules = [...(scenario.rules ?? []), { skip, times: 1, ...lie }];
          const found = await playScenario({ ...scenario, rules, expect: expected }, download);
          if (found.length > 0) expect.fail(`request ${skip + 1} ${what}: ${found.join("; ")}`);
        }
    });
});
