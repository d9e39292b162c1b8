// Whether a Redis server can be started here; `doctor` says how to get one, and the demos send everybody to it.

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
