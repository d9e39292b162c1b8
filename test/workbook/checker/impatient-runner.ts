// The checker's runner with less processor time for a test, so that a loop without end is known for one sooner.

import { fileURLToPath } from "node:url";
import { ForkPool } from "../../../workbook/checker/runner/fork-pool.ts";
import { runLimits } from "../../../workbook/checker/runner/run-limits.ts";
import { serveChecker } from "../../../workbook/checker/runner/serve-checker.ts";

const setupFile = fileURLToPath(
  new URL("../../../workbook/checker/answer/answer-setup.ts", import.meta.url),
);
/**
 * Loading has the learner's: the start of Node and of Vitest may be a part of it. The explorer may take as long as it
 * likes: a test shows that the two are told apart.
 */
const { loading } = runLimits.processorMs;
const processorMs = { loading, testing: 1_000, exploring: Number.POSITIVE_INFINITY };

await serveChecker(ForkPool, setupFile, { limits: { ...runLimits, processorMs } });
