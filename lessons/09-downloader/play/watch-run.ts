// One run of a downloader, watched: what must be true of every run, whatever the server does.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "fast-string-width";
import type { Dispatcher } from "undici";
import { sourceOf } from "#lesson/09-downloader/chaos/fault-reply.ts";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import {
  type FaultServer,
  type LoggedRequest,
  letOthersWork,
  startFaultServer,
} from "#lesson/09-downloader/chaos/fault-server.ts";
import { readSource } from "#lesson/09-downloader/chaos/source.ts";
import { renderProgress } from "#lesson/09-downloader/command/progress-line.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { DownloadEvent, DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import type { Downloader } from "#lesson/09-downloader/play/play-scenario.ts";
import { readFinal, seed } from "#lesson/09-downloader/play/scenario-setup.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";

export interface WatchedRun {
  /** What it threw; undefined if it said that the file is complete. */
  error: unknown;
  isComplete: boolean;
  events: readonly DownloadEvent[];
  /** A sentence for everything that may never be so. */
  failures: string[];
}

/** A folder and a server for one run, or for several in a row. */
export interface Stage {
  /** May be changed between two runs. */
  script: FaultScript;
  server: FaultServer;
  /** It outlives a run, as that of a list of files does. */
  dispatcher: Dispatcher;
  folder: string;
  onRequest: (request: LoggedRequest) => void;
}

export async function withStage<Result>(
  script: FaultScript,
  task: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-stage-"));
  const own = { ...script };
  const server = await startFaultServer(own, { seed, onRequest: (one) => stage.onRequest(one) });
  const dispatcher = openConnections({ connections: 15, timeoutMs: 30_000 });
  const stage: Stage = { script: own, server, dispatcher, folder, onRequest: () => {} };
  try {
    return await task(stage);
  } finally {
    await dispatcher.destroy();
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** More than any downloader with three retries asks for in the plays. */
const maxRequests = 150;

/** Plays it by a clock for which waiting takes no time; the file is `file.bin` in the folder. */
export async function watchRun(
  stage: Stage,
  download: Downloader,
  options: DownloadOptions & { connections: number },
): Promise<WatchedRun> {
  const { server, folder, dispatcher } = stage;
  const events: DownloadEvent[] = [];
  const endless = new AbortController();
  const signals = [endless.signal, ...(options.signal ? [options.signal] : [])];
  const firstRequest = server.log.length;
  const run: WatchedRun = { error: undefined, isComplete: false, events, failures: [] };
  const { onRequest } = stage;
  stage.onRequest = (request) => {
    onRequest(request);
    if (request.number - firstRequest > maxRequests) endless.abort(new Error("endless"));
  };
  let result: unknown;
  try {
    result = await download(server.url, {
      retries: 3,
      clock: createScriptedClock(),
      random: () => 0.5,
      ...options,
      dispatcher,
      folder,
      file: join(folder, "file.bin"),
      signal: AbortSignal.any(signals),
      onEvent(event) {
        events.push(event);
        options.onEvent?.(event);
      },
    });
    run.isComplete = true;
  } catch (error) {
    run.error = error;
  }
  const [eventCount, requestCount] = [events.length, server.log.length];
  const isOpen = (): boolean => server.log.some((request) => request.isOpen);
  for (let turns = 20; turns > 0 || (turns > -200 && isOpen()); turns--) await letOthersWork(1);
  const found = [
    ...judgeEvents(events, options.connections),
    events.length > eventCount ? "it went on after its end: there were more events" : undefined,
    server.log.length > requestCount
      ? "it went on after its end: there were more requests"
      : undefined,
    isOpen() ? "it went on after its end: it still waits for a reply" : undefined,
    endless.signal.aborted ? "it asked again and again, without end" : undefined,
    endless.signal.aborted ? undefined : judgeError(run, options.signal),
    run.isComplete ? await judgeFile(stage, run, result) : await judgeNoFile(folder),
  ];
  stage.onRequest = onRequest;
  run.failures.push(...found.filter((sentence) => sentence !== undefined));
  return run;
}

/** What is told must add up; and so must the line that is shown of it. */
function judgeEvents(
  events: readonly DownloadEvent[],
  connections: number,
): (string | undefined)[] {
  const failures: string[] = [];
  let done = 0;
  let total: number | undefined;
  for (const event of events) {
    if (event.type === "found") {
      done = event.haveBytes;
      total = event.resource.sizeBytes;
    } else if (event.type === "connections") {
      const { active } = event;
      if (active < 0 || active > connections)
        failures.push(`expected 0 to ${connections} connections, was told of ${active}`);
    } else if (event.type === "bytes") {
      const { doneBytes, writtenBytes } = event;
      // One stream may begin anew.
      if (doneBytes !== done + writtenBytes && doneBytes !== writtenBytes)
        failures.push(`after ${done} bytes and ${writtenBytes} more it told of ${doneBytes}`);
      done = doneBytes;
      if (total !== undefined && done > total)
        failures.push(`it told of ${done} bytes of a file that has ${total}`);
      else failures.push(...judgeLine(done, total));
    }
  }
  return failures;
}

function judgeLine(doneBytes: number, totalBytes: number | undefined): string[] {
  const known = { name: "file.bin", doneBytes, totalBytes, bytesPerSecond: 1_000, connections: 2 };
  return [16, 40, 80].flatMap((width) => {
    try {
      const line = renderProgress(known, width);
      if (stringWidth(line) > width) return [`expected a line of ${width} columns, got “${line}”`];
      const isRight = line.includes("100%") === (doneBytes === totalBytes);
      return isRight ? [] : [`after ${doneBytes} of ${totalBytes} bytes the line is “${line}”`];
    } catch (error) {
      return [`for ${doneBytes} of ${totalBytes} bytes there is no line: ${error}`];
    }
  });
}

function judgeError({ isComplete, error }: WatchedRun, signal?: AbortSignal): string | undefined {
  if (isComplete || error instanceof DownloadError) return undefined;
  if (signal?.aborted && error === signal.reason) return undefined;
  return `expected a DownloadError, or the reason of the signal, got ${error}`;
}

/** All of it is of one version, and nothing that it said of it is false. */
async function judgeFile(
  { script, folder }: Stage,
  { events }: WatchedRun,
  result: unknown,
): Promise<string | undefined> {
  const got = await readFinal(join(folder, "file.bin"));
  if (!got) return "it said that the file is complete, and there is none";
  const isVersion = [1, 2, 3].some((version) =>
    readSource(sourceOf(script, version, seed)).equals(got),
  );
  const told = events.some(({ type }) => type === "unverified");
  if (!isVersion && !told)
    return "it said that the file is complete, and it is no version of the server's";
  const last = events.findLast((event) => event.type === "bytes");
  if (last && last.doneBytes !== got.length)
    return `at last it told of ${last.doneBytes} bytes, and the file has ${got.length}`;
  const right = { file: join(folder, "file.bin"), sizeBytes: got.length };
  const isRight = Object.entries(right).every(([name, value]) => Object(result)[name] === value);
  return isRight
    ? undefined
    : `expected it to return ${JSON.stringify(right)}, got ${JSON.stringify(result)}`;
}

async function judgeNoFile(folder: string): Promise<string | undefined> {
  const got = await readFinal(join(folder, "file.bin"));
  return got && "it failed, and left a file under the final name";
}
