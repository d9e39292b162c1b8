// One Vitest for many runs: it transforms and reports; the answer itself runs in a fork.

import { rmSync } from "node:fs";
import { createVitest, type Reporter } from "vitest/node";
import { findCompiledExplorer, followsNoLinks } from "../../compile.mjs";
import type { RunRequest } from "../messages.ts";
import type { Fork } from "./fork.ts";
import type { ForkPool } from "./fork-pool.ts";
import { TransformedFiles } from "./transformed-files.ts";

/** All that Vitest asks while it runs a test file: its plugin for the answer, its pool for a process. */
export interface RunContext {
  request: RunRequest;
  reporter: Reporter;
  /** Told of the process in which the tests are about to run. */
  onFork(fork: Fork): void;
}

export interface VitestHost {
  /** One run at a time. Resolves when the tests have ended; Vitest stops their fork by then, and does not wait for it. */
  run(context: RunContext): Promise<void>;
  /** Leaves nothing in the system's folder for temporary files. To be called when no run is under way. */
  close(): void;
}

/** Opens Vitest on the course at `root` without reading the author's own configuration. */
export async function openVitest(
  root: string,
  pool: ForkPool,
  setupFile: string,
): Promise<VitestHost> {
  let current: RunContext | undefined;
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
      reporters: [forwardTo(() => current?.reporter)],
      setupFiles: [setupFile],
      pool: {
        name: "interleave",
        createPoolWorker: (options) => {
          const fork = pool.take(options);
          current?.onFork(fork);
          // For who saves before the rehearsal is over.
          if (current?.request.isRehearsal) pool.prepare();
          return fork;
        },
      },
      maxWorkers: 1,
      bail: 1,
      // The run's own limits do not depend on how busy the machine is.
      testTimeout: 0,
      hookTimeout: 0,
      // Output goes straight to the fork's own pipe, where it is bounded.
      disableConsoleIntercept: true,
      printConsoleTrace: false,
      // A value that a sentence quotes is cut at two lines, not at half of one.
      chaiConfig: { truncateThreshold: 160 },
      experimental: { fsModuleCache: false },
    },
    {
      cacheDir: `${root}/.interleave/vite`,
      clearScreen: false,
      logLevel: "silent",
      // Everywhere else Node decides by the same option.
      resolve: { preserveSymlinks: followsNoLinks },
      plugins: [
        {
          name: "interleave-answer",
          enforce: "pre",
          resolveId: (id) =>
            id === current?.request.specifier
              ? current.request.answerFile
              : (explorer.get(id) ?? null),
          load: (id) => transformed.note(id),
        },
      ],
    },
  );
  const project = vitest.getRootProject();

  return {
    async run(context) {
      current = context;
      const { specifier, answerFile, testFile } = context.request;
      const { tracesAwaits = false, isRehearsal = false } = context.request;
      await pool.expect(testFile);
      project.provide("answer", { specifier, file: answerFile, tracesAwaits, isRehearsal });
      transformed.forgetChanges(project.vite.environments, answerFile);
      await vitest.runTestSpecifications([project.createSpecification(testFile)]);
    },
    // Vitest's own end waits for fork after fork; they are gone by then.
    close: () => rmSync(project.tmpDir, { recursive: true, force: true }),
  };
}

/** Reporters are fixed when Vitest opens; this one hands on to that of the run under way. */
function forwardTo(current: () => Reporter | undefined): Reporter {
  return {
    onTestModuleCollected: (module) => current()?.onTestModuleCollected?.(module),
    onTestModuleEnd: (module) => current()?.onTestModuleEnd?.(module),
    onTestCaseResult: (test) => current()?.onTestCaseResult?.(test),
    onTestRunEnd: (modules, errors, reason) => current()?.onTestRunEnd?.(modules, errors, reason),
  };
}
