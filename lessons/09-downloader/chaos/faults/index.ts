// Every scenario, by group.

import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { busy } from "#lesson/09-downloader/chaos/faults/busy.ts";
import { cuts } from "#lesson/09-downloader/chaos/faults/cuts.ts";
import { names } from "#lesson/09-downloader/chaos/faults/names.ts";
import { probing } from "#lesson/09-downloader/chaos/faults/probing.ts";
import { ranges } from "#lesson/09-downloader/chaos/faults/ranges.ts";
import { versions } from "#lesson/09-downloader/chaos/faults/versions.ts";

export const scenarioGroups = { probing, ranges, cuts, busy, versions, names };

export const scenarios: readonly FaultScenario[] = Object.values(scenarioGroups).flat();
