// Every scenario, by group.

import type { Scenario } from "#lesson/09-downloader/fault-script.ts";
import { busy } from "#lesson/09-downloader/faults/busy.ts";
import { cuts } from "#lesson/09-downloader/faults/cuts.ts";
import { names } from "#lesson/09-downloader/faults/names.ts";
import { probing } from "#lesson/09-downloader/faults/probing.ts";
import { ranges } from "#lesson/09-downloader/faults/ranges.ts";
import { versions } from "#lesson/09-downloader/faults/versions.ts";

export const scenarioGroups = { probing, ranges, cuts, busy, versions, names };

export const scenarios: readonly Scenario[] = Object.values(scenarioGroups).flat();
