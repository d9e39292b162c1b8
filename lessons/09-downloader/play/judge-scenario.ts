// Compares what came of a run with what the scenario demands, in plain sentences.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sourceOf } from "#lesson/09-downloader/chaos/fault-reply.ts";
import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";
import { asksForPart, type LoggedRequest } from "#lesson/09-downloader/chaos/fault-server.ts";
import { readSource } from "#lesson/09-downloader/chaos/source.ts";
import { DownloadError, isFailure } from "#lesson/09-downloader/download-error.ts";
import type { DownloadEvent } from "#lesson/09-downloader/download-options.ts";
import { parseJournal } from "#lesson/09-downloader/file/journal-state.ts";
import { countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { readFinal, seed, untouched } from "#lesson/09-downloader/play/scenario-setup.ts";

/** What came of a run. */
export interface RunRecord {
  exit: number;
  /** What it threw, if it did. */
  error?: unknown;
  events: DownloadEvent[];
  log: readonly LoggedRequest[];
  /** The folder in which it worked. */
  folder: string;
}

/** Empty if all is as it must be. */
export async function findFailures(scenario: FaultScenario, run: RunRecord): Promise<string[]> {
  const found = [
    judgeExit(scenario, run),
    ...(await judgeFile(scenario, run)),
    judgeRequests(scenario, run.log),
    judgeSentBytes(scenario, run.log),
    judgeWaits(scenario, run.log),
    judgeIfRange(scenario, run.log),
    judgeSecrets(run.log),
    judgeKind(scenario, run),
    judgeEvents(scenario, run.events),
    await judgeJournal(scenario, run.folder),
  ];
  return found.filter((sentence) => sentence !== undefined);
}

function judgeExit({ expect }: FaultScenario, run: RunRecord): string | undefined {
  const { exit } = run;
  if (exit === expect.exit) return undefined;
  const why = "error" in run ? String(run.error) : "nothing was thrown";
  return `expected exit code ${expect.exit}, got ${exit}: ${why}`;
}

/** Never by its words. */
function judgeKind({ expect: { exit, kind } }: FaultScenario, run: RunRecord): string | undefined {
  if (kind === undefined || run.exit !== exit || isFailure(run.error, kind)) return undefined;
  const got = run.error instanceof DownloadError ? `\`${run.error.kind}\`` : "no DownloadError";
  return `expected an error of the kind \`${kind}\`, got ${got}: ${run.error}`;
}

async function judgeFile(scenario: FaultScenario, { folder }: RunRecord): Promise<string[]> {
  const { file, name = "file.bin", exit } = scenario.expect;
  const names = (await readdir(folder)).filter((entry) => entry !== "elsewhere").sort();
  if (exit === 0 && names.join() !== name) {
    return [
      `expected ${name} and nothing else in the folder, got ${names.join(", ") || "nothing"}`,
    ];
  }
  const start = scenario.before?.ranges?.[0]?.[1] ?? 0;
  const from = scenario.sizeBytes > 2 ** 28 ? start : 0;
  if (file === "none") {
    return names.includes(name) ? ["expected no file under the final name, got one"] : [];
  }
  if (file === "untouched") {
    const text = await readFile(join(folder, name), "utf8");
    return text === untouched ? [] : ["expected what was there to be left alone, got other bytes"];
  }
  const version = typeof file === "object" ? file.version : file;
  const source = sourceOf(scenario, version, seed);
  const end = typeof file === "object" ? file.bytes : source.sizeBytes;
  const got = await readFinal(join(folder, name), from);
  if (!got) return [`expected a file ${name}, got none`];
  const right = readSource(source, from, end);
  if (got.equals(right)) return [];
  const at = right.findIndex((byte, index) => byte !== got[index]);
  return at === -1
    ? [`expected ${right.length} bytes, got ${got.length}`]
    : [`expected version ${version} of the file, got another byte at ${from + at}`];
}

function judgeRequests(
  { expect }: FaultScenario,
  log: readonly LoggedRequest[],
): string | undefined {
  const { requests } = expect;
  if (requests === undefined) return undefined;
  const [isRight, wanted] =
    typeof requests === "number"
      ? [log.length === requests, `${requests}`]
      : [log.length <= requests.atMost, `at most ${requests.atMost}`];
  if (isRight) return undefined;
  const list = log.map(({ method, headers, status }) =>
    [method, headers.range?.slice("bytes=".length), status].filter(Boolean).join(" "),
  );
  return `expected ${wanted} requests, got ${log.length}: ${list.join(", ")}`;
}

function judgeSentBytes(
  { expect }: FaultScenario,
  log: readonly LoggedRequest[],
): string | undefined {
  const sent = log.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  if (expect.sentBytes === undefined || sent === expect.sentBytes) return undefined;
  return `expected ${expect.sentBytes} bytes to be asked for, got ${sent}`;
}

/** As the server has seen it. */
function judgeWaits({ expect }: FaultScenario, log: readonly LoggedRequest[]): string | undefined {
  if (!expect.waitsMs) return undefined;
  const waits = log
    .map(({ atMs }, index) => atMs - (log[index - 1]?.atMs ?? atMs))
    .filter((ms) => ms > 0);
  if (waits.join() === expect.waitsMs.join()) return undefined;
  const [wanted, got] = [expect.waitsMs, waits].map((list) => list.join(", ") || "none");
  return `expected these waits in milliseconds: ${wanted}; got ${got}`;
}

function judgeIfRange(
  { expect }: FaultScenario,
  log: readonly LoggedRequest[],
): string | undefined {
  if (!expect.ifRange) return undefined;
  const parts = log.filter(asksForPart);
  const having = parts.filter(({ headers }) => headers["if-range"] !== undefined).length;
  if (having === (expect.ifRange === "always" ? parts.length : 0)) return undefined;
  return `expected If-Range ${expect.ifRange}, got it in ${having} of ${parts.length} requests`;
}

function judgeSecrets(log: readonly LoggedRequest[]): string | undefined {
  const leak = log.find(
    ({ isOther, headers }) => isOther && (headers.authorization ?? headers.cookie) !== undefined,
  );
  return leak && `expected no secret for another origin, got one in request ${leak.number}`;
}

function judgeEvents(
  { expect: { tells } }: FaultScenario,
  events: readonly DownloadEvent[],
): string | undefined {
  if (tells === undefined || events.some(({ type }) => type === tells)) return undefined;
  const got = [...new Set(events.map(({ type }) => `\`${type}\``))].join(", ");
  return `expected an event \`${tells}\`, got ${got || "none at all"}`;
}

async function judgeJournal(
  { expect }: FaultScenario,
  folder: string,
): Promise<string | undefined> {
  if (expect.keepsBytes === undefined) return undefined;
  const text = await readFile(join(folder, "file.bin.part.json"), "utf8").catch(() => "null");
  const kept = countBytes(parseJournal(text)?.ranges ?? []);
  if (kept === expect.keepsBytes) return undefined;
  return `expected a journal of ${expect.keepsBytes} bytes for the next run, got ${kept}`;
}
