// The checker's runner without limits on time: a loop without end runs until the check is cancelled, however late that is.

import { fileURLToPath } from "node:url";
import { ForkPool } from "../../../workbook/checker/runner/fork-pool.ts";
import { runLimits } from "../../../workbook/checker/runner/run-limits.ts";
import { serveChecker } from "../../../workbook/checker/runner/serve-checker.ts";

const setupFile = fileURLToPath(
  new URL("../../../workbook/checker/answer/answer-setup.ts", import.meta.url),
);
const never = Number.POSITIVE_INFINITY;
const processorMs = { loading: never, testing: never, exploring: never };

await serveChecker(ForkPool, setupFile, { limits: { ...runLimits, processorMs, wallMs: never } });
