import { defineConfig } from "vitest/config";

// `npm test`: the author's run. `#exercise/…` means the solution here; the learner's own
// copies are checked by workbook/checker, which does not read this file.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    execArgv: ["--conditions=solutions"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
  resolve: { conditions: ["solutions", "module", "node", "development|production"] },
  ssr: { resolve: { conditions: ["solutions", "module", "node", "development|production"] } },
});
