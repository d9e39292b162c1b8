// Every fault of the list, against a server that misbehaves on command.

import { describe, expect, test } from "vitest";
import { scenarioGroups, scenarios } from "#lesson/09-downloader/faults/index.ts";
import { playScenario } from "#lesson/09-downloader/play-scenario.ts";
import { download } from "#solution/09-downloader/download.ts";

for (const [group, list] of Object.entries(scenarioGroups)) {
  describe.concurrent(group, () => {
    for (const scenario of list) {
      const { fault, name, must } = scenario;
      test(`${fault}, ${name}: it must ${must}`, async ({ expect }) => {
        expect(await playScenario(scenario, download)).toEqual([]);
      });
    }
  });
}

test("every one of the 37 faults has a scenario, or tests of its own", () => {
  // An interrupt is cli.test.ts, and the kills of 29 are kill.test.ts.
  const faults = new Set([...scenarios.map(({ fault }) => fault), 30]);
  expect([...faults].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 37 }, (_, index) => index + 1),
  );
});

test("scenario names are unique", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
