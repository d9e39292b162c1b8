// The tests of exercise `fetch-parts`: the scenarios in which a file comes in parts, in a downloader of a few lines.

import { describe, expect, it } from "vitest";
import { fetchParts } from "#exercise/09-downloader/fetch-parts.ts";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { playScenario } from "#lesson/09-downloader/play/play-scenario.ts";
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

  const short = { skip: 1, times: 1, atMostBytes: 4_000 };
  const cut = { skip: 1, times: 1, cut: { afterBytes: 4_000, by: "fin" } } as const;
  const resumed = { before: { ranges: [[0, 5_000]] }, call: { unsafeResume: true } } as const;
  /** In which ways a file may come, and whether by more than one reply. */
  const ways: [way: string, more: Partial<FaultScenario>, isInDoubt: boolean][] = [
    ["in one reply", {}, false],
    ["in several chunks", { call: { chunkBytes: 4_000 } }, true],
    ["in one chunk, by two replies", { rules: [short] }, true],
    ["in one chunk, by two replies, as the first is cut", { rules: [cut] }, true],
    ["by a run that continues another one", resumed, true],
  ];
  it.each(ways)("doubts exactly what no mark and no checksum shows: a file %s", async (...row) => {
    const [, more, isInDoubt] = row;
    for (const marks of ["none", "weak", "strong", "date"] as const)
      for (const checksum of [{}, { checksumOf: 1 }]) {
        const call = { connections: 1, ...more.call, ...checksum };
        const scenario: FaultScenario = {
          name: "doubt",
          fault: 27,
          server: "may have another version by now",
          must: "say whether the parts are verified",
          sizeBytes: 10_000,
          ...more,
          marks,
          call,
          expect: { exit: 0, file: 1 },
        };
        const told: string[] = [];
        let isVerified: unknown;
        const failures = await playScenario(scenario, async (url, options) => {
          const { onEvent } = options;
          const done = await downloadBy(fetchParts)(url, {
            ...options,
            onEvent(event) {
              told.push(event.type);
              onEvent?.(event);
            },
          });
          isVerified = (done as { isVerified: boolean }).isVerified;
        });
        expect(failures).toEqual([]);
        const title = `(marks: ${marks}; ${"checksumOf" in checksum ? "a" : "no"} checksum)`;
        const isDoubted = isInDoubt && marks === "none" && !("checksumOf" in checksum);
        expect(isVerified, `whether it is verified ${title}`).toBe(!isDoubted);
        expect(told.includes("unverified"), `\`unverified\` was told ${title}`).toBe(isDoubted);
      }
  });
});
