// The runner of checks of mutants: of one that does not pass, it is enough to know that.

import { fileURLToPath } from "node:url";
import { runLimits } from "../../workbook/checker/runner/run-limits.ts";
import { serveChecker } from "../../workbook/checker/runner/serve-checker.ts";
import { SharingForkPool } from "../sharing/sharing-fork-pool.ts";

const setupFile = fileURLToPath(new URL("../sharing/sharing-setup.ts", import.meta.url));
/** No right answer's test takes half of it, so an endless loop need not run for longer. */
const processorMs = { ...runLimits.processorMs, testing: 1_500, exploring: 6_000 };
/** No right answer's test stands still for a quarter of it, so who sleeps forever need not sleep for longer. */
const standstillMs = { ...runLimits.standstillMs, testing: 700, exploring: 700 };

await serveChecker(SharingForkPool, setupFile, {
  limits: { ...runLimits, processorMs, standstillMs },
  seeksWaiting: false,
});
