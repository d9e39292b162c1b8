// Runs a downloader against a server in another process, and measures its time and its memory.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";

export interface Measured {
  seconds: number;
  /** Undefined where GNU time is not installed. */
  peakMib: number | undefined;
  exit: number | null;
}

const time = "/usr/bin/time";

/** The program's own start is part of it. */
export async function measure(
  [name, ...words]: [string, ...string[]],
  cwd: string,
): Promise<Measured> {
  const hasTime = existsSync(time);
  const [command, all] = hasTime ? [time, ["-q", "-f", "peak %M", name, ...words]] : [name, words];
  const startMs = performance.now();
  const env = { ...process.env, INIT_CWD: cwd };
  const child = spawn(command, all, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [exit] = await once(child, "close");
  const peak = /peak (\d+)/.exec(stderr)?.[1];
  return {
    seconds: (performance.now() - startMs) / 1_000,
    peakMib: peak === undefined ? undefined : Number(peak) / 1_024,
    exit,
  };
}

/** Runs the task with the URL of a server that follows the script. */
export async function withServer<Result>(
  script: FaultScript,
  task: (url: string) => Promise<Result>,
): Promise<Result> {
  const file = fileURLToPath(new URL("serve.ts", import.meta.url));
  const words = ["--import", "tsx", file, JSON.stringify(script)];
  const server = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(server.stdout, "data");
    return await task(String(line).trim());
  } finally {
    server.kill();
  }
}
