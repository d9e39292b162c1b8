// Starts a thread whose code is a `.ts` file on every Node that the workbook runs on.

import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Like `new Worker(file, options)`, for a `.ts` file too. Node 22.18 and newer strip types
 * themselves; an older Node refuses the file ("Unknown file extension"), so there the thread
 * starts with `worker-bootstrap.mjs`, which loads tsx first. The entry sees its own `workerData`,
 * `process.argv` and `parentPort` either way.
 *
 * @param file path or `file:` URL of the thread's entry, such as `import.meta.url`
 * @param options those of `Worker`, except `eval`
 */
export function startWorker(file: URL | string, options: WorkerOptions = {}): Worker {
  const entry = toFileUrl(file);
  const [start, given] = needsBootstrap(entry)
    ? [
        new URL("./worker-bootstrap.mjs", import.meta.url),
        { ...options, argv: [entry.href, options.name ?? "", ...(options.argv ?? [])] },
      ]
    : [entry, options];
  const inherited = withoutTsx(process.execArgv);
  if (options.execArgv !== undefined || inherited.length === process.execArgv.length) {
    return new Worker(start, given);
  }
  try {
    return new Worker(start, { ...given, execArgv: inherited });
  } catch (error) {
    // A flag of the whole process, such as --expose-gc, may be inherited but not handed on.
    if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_INVALID_EXEC_ARGV") throw error;
    return new Worker(start, given);
  }
}

function toFileUrl(file: URL | string): URL {
  if (file instanceof URL) return file;
  return file.startsWith("file:") ? new URL(file) : pathToFileURL(file);
}

// The two variables are the checker's, set in the process of an answer alone: in its threads the
// answer takes the place of another, and threads that sleep forever are reported. The bootstrap does both.
function needsBootstrap(entry: URL): boolean {
  if (process.env.INTERLEAVE_ANSWER || process.env.INTERLEAVE_JOURNAL) return true;
  const stripsTypes = Boolean((process.features as { typescript?: string | false }).typescript);
  return !stripsTypes && /\.[mc]?ts$/.test(fileURLToPath(entry));
}

/**
 * A thread or a forked process inherits the flags of its process. Those of tsx are not needed in it
 * and would double the time it takes to start.
 */
export function withoutTsx(flags: string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < flags.length; index++) {
    const flag = flags[index] ?? "";
    const isPair = flag === "--require" || flag === "--import";
    const value = isPair ? (flags[index + 1] ?? "") : flag;
    const ofTsx = /^(--import=)?tsx$|[\\/]tsx[\\/]dist[\\/](preflight\.cjs|loader\.mjs)$/.test(
      value,
    );
    if (!ofTsx) kept.push(...(isPair ? [flag, value] : [flag]));
    if (isPair) index++;
  }
  return kept;
}
