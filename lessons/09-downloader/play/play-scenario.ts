// Runs a downloader against a scenario of the fault server, and judges what came of it.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import type { DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { toExitCode } from "#lesson/09-downloader/exit-code.ts";
import { compileWasmOnce } from "#lesson/09-downloader/http/small-memory.ts";
import { findFailures, type RunRecord } from "#lesson/09-downloader/play/judge-scenario.ts";
import { chooseOptions, prepareFolder, seed } from "#lesson/09-downloader/play/scenario-setup.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";

/** What is played with: `download`, or a learner's. */
export type Downloader = (url: string, options: DownloadOptions) => Promise<unknown>;

// A second compilation takes as long as several scenarios.
compileWasmOnce();

/**
 * Plays it in a folder of its own, by a clock for which waiting takes no time.
 *
 * @returns a sentence for everything that is not as the scenario demands; none if all is right
 */
export async function playScenario(
  scenario: FaultScenario,
  download: Downloader,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-download-"));
  const clock = createScriptedClock();
  const server = await startFaultServer(scenario, { seed, now: () => clock.now() });
  const run: RunRecord = { exit: 0, events: [], log: server.log, folder };
  try {
    await prepareFolder(scenario, folder, server.url);
    await download(server.url, {
      ...chooseOptions(scenario, folder),
      clock,
      random: () => 0.5,
      onEvent(event) {
        run.events.push(event);
        if (event.type === "bytes" && event.doneBytes === scenario.silentAtBytes) {
          clock.expireNextTimer();
        }
      },
    });
  } catch (error) {
    run.exit = toExitCode(error);
    run.error = error;
  } finally {
    await server.close();
  }
  try {
    return await findFailures(scenario, run);
  } finally {
    await rm(folder, { recursive: true });
  }
}
