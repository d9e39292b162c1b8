// The downloader as a command: `npx tsx solutions/09-downloader/cli.ts URL…`, or `npm start -- download URL…`.

import { mkdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { realClock } from "#lesson/09-downloader/clock.ts";
import { type FindChecksum, loadChecksums } from "#lesson/09-downloader/command/checksum-list.ts";
import { shortUsage, usage } from "#lesson/09-downloader/command/help.ts";
import { describeResource, isResumable, toInfoEvent } from "#lesson/09-downloader/command/info.ts";
import { listenForInterrupt } from "#lesson/09-downloader/command/interrupt.ts";
import { openOutput } from "#lesson/09-downloader/command/output.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { openReport } from "#lesson/09-downloader/command/report.ts";
import { collectUrls, nameCopies } from "#lesson/09-downloader/command/url-list.ts";
import { type Command, parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import type {
  ByteSink,
  DownloadEvent,
  DownloadOptions,
  FoundResource,
} from "#lesson/09-downloader/download-options.ts";
import { exitCodes, toExitCode } from "#lesson/09-downloader/exit-code.ts";
import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { expectFolderOf, FileExistsError } from "#lesson/09-downloader/file/target.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { createClient } from "#lesson/09-downloader/http/http-client.ts";
import { compileWasmOnce, createBufferFreer } from "#lesson/09-downloader/http/small-memory.ts";
import { toPlainLines } from "#lesson/09-downloader/plain-text.ts";
import { limitRate } from "#lesson/09-downloader/rate-limit.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";
import { download } from "#solution/09-downloader/download.ts";
import { probe } from "#solution/09-downloader/probe.ts";

/** Runs the command, prints, and returns its exit code. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const command = parseCommand(words);
    if (command) return await run(command);
    process.stdout.write(`${usage}\n`);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof DownloadError)) throw error;
    const isUsage = error instanceof UsageError;
    process.stderr.write(`${toPlainLines(error.message)}\n${isUsage ? `\n${shortUsage}\n` : ""}`);
    return isUsage ? exitCodes.usage : toExitCode(error);
  }
}

async function run(command: Command): Promise<number> {
  const { mode, filesAtOnce, proxies, style, options, toOutput } = command;
  const urls = await collectUrls(command);
  if (mode.kind !== "here") {
    const { runByQueue } = await import("#lesson/09-downloader/queue/run-by-queue.ts");
    return await runByQueue(mode, urls, command);
  }
  const copies = nameCopies(urls);
  const named = new Set<string>();
  const { folder, connections, timeoutMs } = options;
  if (!command.isInfo && !toOutput)
    await onDisk(`make ${folder}`, () => mkdir(folder, { recursive: true }));
  compileWasmOnce();
  const dispatcher = openConnections({
    connections: connections * filesAtOnce,
    timeoutMs,
    proxies,
  });
  const interrupt = listenForInterrupt(
    toOutput ? "interrupted" : "interrupted; the next run continues",
  );
  const { signal } = interrupt;
  const out = toOutput ? process.stderr : process.stdout;
  const report = openReport(style, { out, error: process.stderr });
  const info = openOutput(process.stdout);
  const takeBytes = limitRate(command.bytesPerSecond, realClock);
  const freeBuffers = createBufferFreer();
  const inTurn = limit(filesAtOnce);
  let findChecksum: FindChecksum | undefined;
  try {
    if (command.checksumFile !== undefined && !command.isInfo) {
      const net = { urls, dispatcher, signal: AbortSignal.any([signal]) };
      findChecksum = await loadChecksums(command.checksumFile, net, options);
    }
    const handle = command.isInfo ? showInfo : downloadOne;
    const codes = await Promise.all(
      // What has not begun has nothing to say about an interrupt.
      urls.map((url) => inTurn(() => (signal.aborted ? exitCodes.interrupted : handle(url)))),
    );
    const thereCount = codes.filter((code) => code === exitCodes.ok).length;
    if (urls.length > 1 && !command.isInfo) report.total(thereCount, urls.length);
    if (signal.aborted) return exitCodes.interrupted;
    return codes.find((code) => code !== exitCodes.ok) ?? exitCodes.ok;
  } catch (error) {
    if (error !== signal.reason) throw error;
    process.stderr.write(`${explain(error)}\n`);
    return exitCodes.interrupted;
  } finally {
    report.close();
    interrupt.stopListening();
    await dispatcher.destroy();
  }

  async function downloadOne(url: string): Promise<number> {
    let startsAgain = false;
    try {
      if (options.file !== undefined) await expectFolderOf(options.file);
      const result = await download(url, {
        ...options,
        ...(toOutput ? inOrder(openOutput(process.stdout)) : {}),
        urlName: copies.get(url),
        // What we ask for comes first: a server must not choose the line.
        findChecksum:
          findChecksum && ((names) => findChecksum?.([chooseFileName(url, undefined), ...names])),
        named,
        dispatcher,
        // Of its own: as many files as there are would listen to ours.
        signal: AbortSignal.any([signal]),
        takeBytes,
        onEvent(event) {
          report.tell(url, event);
          if (event.type === "found" && !toOutput) startsAgain = !canGoOn(event.resource);
          if (event.type === "bytes") freeBuffers(event.writtenBytes);
        },
        onRetry: (error, waitMs) => report.retry(url, explain(error), waitMs),
      });
      report.done(url, result);
      return exitCodes.ok;
    } catch (error) {
      const isThere = error instanceof FileExistsError && error.mayBeWhole;
      if (isThere && (command.skipsExisting || options.ifNewer)) {
        report.skipped(url, error.file);
        return exitCodes.ok;
      }
      const isLost = startsAgain && error === signal.reason;
      report.failed(url, isLost ? new Error("interrupted; the next run starts again") : error);
      return toExitCode(error);
    }
  }

  /** Whether the same command, once more, continues what is there. */
  function canGoOn(resource: FoundResource): boolean {
    const { unsafeResume, checksum } = options;
    const isTold = unsafeResume || checksum !== undefined || command.checksumFile !== undefined;
    return isResumable(resource) || (resource.acceptsRanges && isTold);
  }

  async function showInfo(url: string): Promise<number> {
    const onEvent = (event: DownloadEvent): void => report.tell(url, event);
    const client = createClient({ ...options, dispatcher, clock: realClock, url, onEvent });
    try {
      const resource = await probe(client, url, AbortSignal.any([signal]));
      const describe = style === "json" ? toInfoEvent : describeResource;
      await info.write([Buffer.from(describe(resource, url))]);
      return exitCodes.ok;
    } catch (error) {
      report.failed(url, error);
      return toExitCode(error);
    } finally {
      client.close();
    }
  }
}

/** By one connection, which goes on where it broke off. */
function inOrder(output: ByteSink): DownloadOptions {
  return { output, connections: 1, chunkBytes: Number.MAX_SAFE_INTEGER };
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await main(process.argv.slice(2));
}
