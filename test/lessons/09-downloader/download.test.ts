// The tests of exercise `download`: the scenarios in which its parts must work together.

import { describe, expect, it } from "vitest";
import { download } from "#exercise/09-downloader/download.ts";
import type { FaultScenario, Lie } from "#lesson/09-downloader/chaos/fault-script.ts";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { type Disk, realDisk } from "#lesson/09-downloader/disk.ts";
import { playScenario } from "#lesson/09-downloader/play/play-scenario.ts";
import { describeAnyEnd } from "./fixtures/describe-any-end.ts";

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

function findScenario(name: string): FaultScenario {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`there is no scenario ${name}`);
  return scenario;
}

describe("download", () => {
  for (const [name, title] of cases) {
    it(title, async () => {
      expect(await playScenario(findScenario(name), download)).toEqual([]);
    });
  }

  it.each([
    ["resume", "found"],
    ["changed-during-the-run", "found restart found"],
    ["range-ignored-later", "found restart found"],
    ["changes-all-the-time", "found restart found"],
    ["wrong-bytes", "found"],
  ])(
    "tells of a restart before each fetch that begins again, and of no other: %s",
    async (name, right) => {
      const told: string[] = [];
      await playScenario(findScenario(name), (url, options) =>
        download(url, {
          ...options,
          onEvent(event) {
            if (event.type === "found" || event.type === "restart") told.push(event.type);
            options.onEvent?.(event);
          },
        }),
      );
      expect(told.join(" "), "what `onEvent` was told").toBe(right);
    },
  );

  it("fails by what went wrong, though the disk takes no journal either", async () => {
    const scenario: FaultScenario = {
      name: "no-room-for-a-journal",
      fault: 15,
      server: "cuts the first part, and then ends every connection before it says a word",
      must: "give up as with any other disk",
      sizeBytes: 10_000,
      rules: [
        { skip: 1, times: 1, cut: { afterBytes: 4_000, by: "fin" } },
        { skip: 2, cut: { afterBytes: -1, by: "rst" } },
      ],
      expect: { exit: 1, kind: "transient", file: "none" },
    };
    const open: Disk["open"] = (name, ...rest) =>
      String(name).includes(".json")
        ? Promise.reject(new Error("ENOSPC: no space left on device, open"))
        : realDisk.open(name, ...rest);
    const disk = { ...realDisk, open };
    const found = await playScenario(scenario, (url, options) =>
      download(url, { ...options, disk }),
    );
    expect(found).toEqual([]);
  });

  const failures: [what: string, lie: Lie][] = [
    ["is answered by 503", { status: 503 }],
    ["is cut", { cut: { afterBytes: -1, by: "fin" } }],
  ];
  for (const [name, title] of [
    ["changed-during-the-run", "a restart after a change"],
    ["range-ignored-later", "a restart as one stream"],
  ] as const)
    it.each(failures)(`tries each request of ${title} again, if it %s once`, async (_, lie) => {
      const scenario = findScenario(name);
      const { requests, ...expected } = scenario.expect;
      if (typeof requests !== "number") throw new Error(`expected a number of requests in ${name}`);
      for (let skip = 0; skip < requests; skip++) {
        const rules = [...(scenario.rules ?? []), { skip, times: 1, ...lie }];
        const found = await playScenario({ ...scenario, rules, expect: expected }, download);
        if (found.length > 0) expect.fail(`request ${skip + 1}: ${found.join("; ")}`);
      }
    });
});

describeAnyEnd();
