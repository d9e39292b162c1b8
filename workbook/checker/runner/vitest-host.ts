// One Vitest for many runs: it transforms and reports; the answer itself runs in a fork.

import { fileURLToPath } from "node:url";
import { createVitest, type Reporter, type Vitest } from "vitest/node";
import { findCompiledExplorer } from "../../compile.mjs";
import type { RunRequest } from "../messages.ts";
import type { ForkPool } from "./fork-pool.ts";
import { TransformedFiles } from "./transformed-files.ts";

export interface VitestHost {
  vitest: Vitest;
  /** The reporter and the answer of the run under way. */
  current: { reporter?: Reporter; request?: RunRequest };
  transformed: TransformedFiles;
}

/** Opens Vitest on the course at `root` without reading the author's own configuration. */
export async function openVitest(root: string, pool: ForkPool): Promise<VitestHost> {
  const current: VitestHost["current"] = {};
  const transformed = new TransformedFiles();
  // Compiled, it need not be transformed and sent to every fork, a module at a time.
  const explorer = findCompiledExplorer();
  const vitest = await createVitest(
    "test",
    {
      root,
      config: false,
      watch: false,
      include: ["test/lessons/**/*.test.ts"],
      reporters: [forwardTo(current)],
      setupFiles: [fileURLToPath(new URL("../answer/answer-setup.ts", import.meta.url))],
      pool,
      maxWorkers: 1,
      bail: 1,
      // The run's own limits do not depend on how busy the machine is.
      testTimeout: 0,
      hookTimeout: 0,
      // Output goes straight to the fork's own pipe, where it is bounded.
      disableConsoleIntercept: true,
      printConsoleTrace: false,
      // A value that a sentence quotes is cut at two rows, not at half of one.
      chaiConfig: { truncateThreshold: 160 },
      experimental: { fsModuleCache: false },
    },
    {
      cacheDir: `${root}/.interleave/vite`,
      clearScreen: false,
      logLevel: "silent",
      plugins: [
        {
          name: "interleave-answer",
          enforce: "pre",
          resolveId: (id) =>
            id === current.request?.specifier
              ? current.request.answerFile
              : (explorer.get(id) ?? null),
          load: (id) => transformed.note(id),
        },
      ],
    },
  );
  return { vitest, current, transformed };
}

/** Reporters are fixed when Vitest opens; this one hands on to the run under way. */
function forwardTo(current: VitestHost["current"]): Reporter {
  return {
    onTestModuleCollected: (module) => current.reporter?.onTestModuleCollected?.(module),
    onTestModuleEnd: (module) => current.reporter?.onTestModuleEnd?.(module),
    onTestCaseResult: (test) => current.reporter?.onTestCaseResult?.(test),
    onTestRunEnd: (modules, errors, reason) =>
      current.reporter?.onTestRunEnd?.(modules, errors, reason),
  };
}
