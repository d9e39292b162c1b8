// Starts a process whose code is a `.ts` file on every Node that the workbook runs on.

import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutTsx } from "#lesson/01-threads/start-worker.ts";

const bootstrap = new URL("../01-threads/worker-bootstrap.mjs", import.meta.url);

/**
 * Like `fork(file, args, options)`, for a `.ts` file too. The entry finds its arguments from
 * `process.argv[2]` on.
 *
 * @param file the process's entry
 */
export function startProcess(
  file: URL,
  args: readonly string[] = [],
  options: ForkOptions = {},
): ChildProcess {
  const name = basename(fileURLToPath(file));
  return fork(fileURLToPath(bootstrap), [file.href, name, ...args], {
    execArgv: withoutTsx(process.execArgv),
    ...options,
  });
}
