import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";
import { PlainSummary } from "./test/plain-summary.ts";
import { compileFiles } from "./workbook/compile.mjs";

// `npm test`: the author's run. `#exercise/…` means the solution here; the learner's own
// copies are checked by workbook/checker, which does not read this file.
const conditions = ["solutions", "module", "node", "development|production"];

/** The explorer runs compiled, as in a check: Vitest's own way of loading modules makes it three times as slow. */
async function useCompiledExplorer(): Promise<Plugin> {
  const folder = join(import.meta.dirname, "workbook", "explorer");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const files = names.map((name) => join(folder, name));
  // A kind of its own: what tests compile meanwhile must not take its place.
  const compiled = await compileFiles(files, "tested-explorer");
  return {
    name: "interleave-compiled-explorer",
    enforce: "pre",
    resolveId(id, importer) {
      if (id.startsWith("#workbook/explorer/"))
        return compiled.get(join(folder, id.slice("#workbook/explorer/".length))) ?? null;
      // There is one explorer: that of the game is that of the specifications.
      const game = join(folder, "..", "game");
      return id.startsWith(".") && importer !== undefined && dirname(importer) === game
        ? (compiled.get(join(game, id)) ?? null)
        : null;
    },
  };
}

export default defineConfig({
  plugins: [await useCompiledExplorer()],
  test: {
    include: ["test/**/*.test.ts"],
    // Our servers are on this machine; no proxy can reach them.
    env: { no_proxy: "*" },
    execArgv: ["--conditions=solutions"],
    // Vitest would leave a processor free, which on a machine with two is half of it.
    maxWorkers: availableParallelism() + 1,
    // A backstop: what does not end is a bug, and no test waits for a time to pass.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", new PlainSummary()],
  },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
});
