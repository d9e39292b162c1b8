// The downloader around a Redis. All that BullMQ takes to load is loaded here, and only where it is asked for.

import { RedisAwayError } from "#lesson/08-processes/jobs/reach-redis.ts";
import type { Command, QueueMode, WorkerMode } from "#lesson/09-downloader/command/usage.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { toExitCode } from "#lesson/09-downloader/exit-code.ts";
import { toPlainLines } from "#lesson/09-downloader/plain-text.ts";
import { runQueue } from "#lesson/09-downloader/queue/queue-command.ts";
import { runWorker } from "#lesson/09-downloader/queue/worker-command.ts";

/**
 * Runs the command, prints, and returns its exit code.
 *
 * @throws UsageError
 */
export async function runByQueue(
  mode: QueueMode | WorkerMode,
  urls: readonly string[],
  command: Command,
): Promise<number> {
  try {
    return mode.kind === "queue"
      ? await runQueue(mode, urls, command)
      : await runWorker(mode, command);
  } catch (error) {
    const isPlain = error instanceof RedisAwayError || error instanceof DownloadError;
    if (!isPlain) throw error;
    process.stderr.write(`${toPlainLines(error.message)}\n`);
    return toExitCode(error);
  }
}
