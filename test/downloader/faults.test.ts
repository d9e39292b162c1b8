// Every fault of the list, against a server that misbehaves on command.

import { describe, expect, test } from "vitest";
import { scenarioGroups, scenarios } from "#lesson/09-downloader/faults/index.ts";
import { playScenario } from "#lesson/09-downloader/play-scenario.ts";
import { download } from "#solution/09-downloader/download.ts";

describe.each(Object.entries(scenarioGroups))("%s", (_, group) => {
  test.concurrent.each(group)("$fault $name: it must $must", async (scenario) => {
    expect(await playScenario(scenario, download)).toEqual([]);
  });
});

test("scenario names are unique", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
