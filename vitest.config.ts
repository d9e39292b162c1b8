import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";
import { PlainSummary } from "./test/plain-summary.ts";

// `npm test`: the author's run. `#exercise/…` means the solution here; the learner's own
// copies are checked by workbook/checker, which does not read this file.
const conditions = ["solutions", "module", "node", "development|production"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    execArgv: ["--conditions=solutions"],
    // Vitest would leave a processor free, which on a machine with two is half of it.
    maxWorkers: availableParallelism(),
    // A backstop: what does not end is a bug, and no test waits for a time to pass.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", new PlainSummary()],
  },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
});
