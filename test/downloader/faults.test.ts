// Every fault of the list, against a server that misbehaves on command.

import { describe, expect, test } from "vitest";
import { scenarioGroups, scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { faultTitles } from "#lesson/09-downloader/chaos/faults/titles.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { DownloadEvent, DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { playScenario } from "#lesson/09-downloader/play/play-scenario.ts";
import { download } from "#solution/09-downloader/download.ts";
import { plays } from "#workbook/downloader/score/plays.ts";

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

describe.concurrent("whatever words it uses,", () => {
  const wordless = async (url: string, options: DownloadOptions): Promise<unknown> => {
    const onEvent = (event: DownloadEvent): void =>
      options.onEvent?.("reason" in event ? { ...event, reason: "" } : event);
    return await download(url, { ...options, onEvent }).catch((error) => {
      throw error instanceof DownloadError ? new DownloadError(error.kind, "") : error;
    });
  };
  for (const scenario of scenarios) {
    test(`a downloader survives ${scenario.name} all the same`, async ({ expect }) => {
      expect(await playScenario(scenario, wordless)).toEqual([]);
    });
  }
});

test("every one of the 37 faults has a title, and scenarios or a play of its own", () => {
  const faults = new Set(plays.map(({ fault }) => fault));
  const numbers = Array.from({ length: 37 }, (_, index) => index + 1);
  expect([...faults].sort((a, b) => a - b)).toEqual(numbers);
  expect([...faultTitles.keys()]).toEqual(numbers);
});

test("scenario names are unique", () => {
  const names = plays.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
