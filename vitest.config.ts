import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { defineConfig, type Plugin, type TestProjectInlineConfiguration } from "vitest/config";
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

const plugins = [await useCompiledExplorer()];

const lessons = "test/lessons/**/*.test.ts";
/** What Chromium makes of pages, which are the same whichever Node has written them. A process makes them once. */
const browser = "test/**/*in-a-browser.test.ts";
/** What the compiler makes of files, which is the same on every Node. */
const types = "test/types-of-mistakes.test.ts";
/**
 * Tests of functions that keep nothing, and of programs that run in processes of their own: a process may run many of
 * these files. Of those left out, one counts what its process has open, and one replaces a package.
 */
const sharing = [
  "test/downloader/!(resources).test.ts",
  "test/workbook/{commands,course,progress,quiz,session,site,views}/*.test.ts",
  "test/workbook/reader/!(code).test.ts",
];

/** They share what V8 has compiled of the explorer, and no file of another kind finds what they leave. */
const explorer = "test/workbook/explorer/*.test.ts";

export default defineConfig({
  test: {
    // Those that every Node runs have names that end with `process`: see test/run.mjs.
    projects: [
      project("lessons", { include: [lessons] }),
      project("browser", { include: [browser], isolate: false }),
      project("types", { include: [types] }),
      project("shared process", { include: sharing, exclude: [browser], isolate: false }),
      project("explorer process", { include: [explorer], isolate: false }),
      project("own process", {
        include: ["test/**/*.test.ts"],
        exclude: [lessons, browser, types, explorer, ...sharing],
      }),
    ],
    // Vitest would leave a processor free, which on a machine with two is half of it.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", new PlainSummary()],
  },
});

function project(
  name: string,
  own: TestProjectInlineConfiguration["test"],
): TestProjectInlineConfiguration {
  return {
    plugins,
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      // Our servers are on this machine; no proxy can reach them.
      env: { no_proxy: "*" },
      execArgv: ["--conditions=solutions"],
      // A backstop: what does not end is a bug, and no test waits for a time to pass.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      ...own,
    },
  };
}
