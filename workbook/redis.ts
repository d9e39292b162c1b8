// Whether a Redis is there, or can be started; `doctor` says how to get one, and the demos send everybody to it.

import { spawnSync } from "node:child_process";

export const howToGetRedis =
  "Install Redis by `sudo apt-get install redis-server` on Debian or `brew install redis` on macOS, or start a container by `docker run --rm -p 6379:6379 redis` and set REDIS_URL=redis://127.0.0.1:6379.";

/** Short enough for a line of a demo's table. */
export const redisIsMissing =
  "No redis-server was found; `npm start -- doctor` says how to get one.";

/** The version of the `redis-server` that is in the PATH; undefined if there is none. */
export function findRedisServer(): string | undefined {
  const { status, stdout } = spawnSync("redis-server", ["--version"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  return /v=(\S+)/.exec(stdout)?.[1] ?? "of an unknown version";
}

/**
 * Why no Redis can be used at `redisUrl`, as a sentence that names the place without its password;
 * undefined if one answers. Asks once.
 */
export async function findRedisTrouble(
  redisUrl: string,
  waitMs = 3_000,
): Promise<string | undefined> {
  if (!URL.canParse(redisUrl) || !/^rediss?:$/.test(new URL(redisUrl).protocol))
    return "Expected redis://HOST:PORT as the URL of Redis, got something else.";
  const { Redis } = await import("ioredis");
  const timeouts = { connectTimeout: waitMs, commandTimeout: waitMs };
  const client = new Redis(redisUrl, { ...timeouts, retryStrategy: () => null });
  let reason = "no answer";
  client.on("error", ({ message }: Error) => {
    reason = explainRedisError(message);
  });
  try {
    await client.ping();
    return undefined;
  } catch (error) {
    if (error instanceof Error && reason === "no answer") reason = explainRedisError(error.message);
    return `Redis at ${describeRedisPlace(redisUrl)} cannot be used: ${reason}.`;
  } finally {
    client.disconnect();
  }
}

/** Without the password, which is not for others to read. */
export function describeRedisPlace(redisUrl: string): string {
  const place = new URL(redisUrl);
  if (place.password !== "") place.password = "PASSWORD";
  return place.href;
}

/** What an error of the client or the server means. */
export function explainRedisError(message: string): string {
  if (message.startsWith("NOAUTH")) return "it wants a password, as in redis://:PASSWORD@HOST:PORT";
  return message.startsWith("WRONGPASS") ? "the name or the password is wrong" : message;
}
