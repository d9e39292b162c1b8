// A Redis for a demo or a test: the one that REDIS_URL names, or one of our own for as long as it runs.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRedisServer, findRedisTrouble, redisIsMissing } from "#workbook/redis.ts";

export interface RedisServer {
  /** `redis://host:port` */
  readonly url: string;
  /** Resolves when our own has ended and its folder is gone. */
  stop(): Promise<void>;
}

/** The exit code of a demo that needs a Redis and has none: EX_UNAVAILABLE of sysexits.h. */
export const exitUnavailable = 69;

/** Prints why and returns undefined if there is none: REDIS_URL names none that answers, or nothing is installed. */
export async function openRedis(): Promise<RedisServer | undefined> {
  const given = process.env.REDIS_URL;
  if (!given && findRedisServer()) return await startRedis();
  const trouble = given ? await findRedisTrouble(given) : redisIsMissing;
  if (given && trouble === undefined) return { url: given, stop: async () => {} };
  console.log(given ? `REDIS_URL: ${trouble}` : trouble);
  return undefined;
}

/** What BullMQ wants of a connection. A worker waits for Redis as long as it takes. */
export function connect(redisUrl: string) {
  return { url: redisUrl, maxRetriesPerRequest: null };
}

/**
 * Starts a `redis-server` on a free port of the loopback interface, with a temporary folder.
 *
 * @param host where it listens; anybody who reaches it may do anything with it
 */
export async function startRedis(host = "127.0.0.1"): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-redis-"));
  // Another program may take the port that was free a moment ago.
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(host);
    const words = ["--port", `${port}`, "--bind", host, "--dir", folder, "--save", ""];
    const server = spawn("redis-server", [...words, "--protected-mode", "no"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    if (await isReady(server))
      return { url: `redis://${host}:${port}`, stop: endWith(server, folder) };
    if (attempt === 3) throw new Error(`redis-server did not start on port ${port}`);
  }
}

async function findFreePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function isReady(server: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let said = "";
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("Ready to accept connections")) resolve(true);
    });
    server.once("exit", () => resolve(false));
    server.once("error", () => resolve(false));
  });
}

function endWith(server: ChildProcess, folder: string): () => Promise<void> {
  const exited = once(server, "exit");
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  return async () => {
    process.off("exit", kill);
    kill();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
}
