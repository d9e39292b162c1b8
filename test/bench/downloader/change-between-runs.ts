// A new version appears between two runs of a downloader: the first is interrupted, as by Ctrl+C.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import type { Tool } from "./tools.ts";

const sizeBytes = 32 * 2 ** 20;
const script = { sizeBytes, bytesPerSecond: 4 * 2 ** 20 };
/** Late enough for all who keep whole chunks only to have some. */
const interruptAtBytes = 0.85 * sizeBytes;
const patienceMs = 60_000;

export interface ResumedRun {
  verdict: "new version" | "old version" | "neither" | "no file" | "hangs";
  exit: number | null;
  /** How many of the bytes the second run asked for. */
  askedBytes: number;
  sentIfRange: boolean;
}

/** The marks of both versions are strong tags, so whoever looks can tell them apart. */
export async function changeBetweenRuns(tool: Tool): Promise<ResumedRun> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-change-"));
  const first = await startFaultServer(script);
  const { url } = first;
  const interrupted = start(tool.command(url, "file.bin"), folder);
  while (countSent(first) < interruptAtBytes && interrupted.child.exitCode === null) await sleep(5);
  interrupted.child.kill("SIGINT");
  await interrupted.ended;
  await first.close();
  const port = Number(new URL(url).port);
  const second = await startFaultServer({ sizeBytes, rules: [{ version: 2 }] }, { port });
  try {
    const exit = await start((tool.resume ?? tool.command)(url, "file.bin"), folder).ended;
    const bytes = await readFile(join(folder, "file.bin")).catch(() => undefined);
    return {
      verdict: exit === null ? "hangs" : judge(bytes),
      exit,
      askedBytes: countSent(second),
      sentIfRange: second.log.some(({ headers }) => headers["if-range"] !== undefined),
    };
  } finally {
    await second.close();
    await rm(folder, { recursive: true });
  }
}

function judge(bytes: Buffer | undefined): ResumedRun["verdict"] {
  if (!bytes) return "no file";
  if (bytes.equals(readSource(createSource(1, 2, sizeBytes)))) return "new version";
  return bytes.equals(readSource(createSource(1, 1, sizeBytes))) ? "old version" : "neither";
}

function countSent({ log }: FaultServer): number {
  return log.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
}

function start([command, ...words]: [string, ...string[]], cwd: string) {
  const env = { ...process.env, INIT_CWD: cwd };
  const child = spawn(command, words, { cwd, env, stdio: "ignore" });
  return { child, ended: waitForEnd(child) };
}

/** The exit code; null if it had to be killed. */
async function waitForEnd(child: ChildProcess): Promise<number | null> {
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  return code;
}
