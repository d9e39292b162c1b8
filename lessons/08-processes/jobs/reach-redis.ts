// Whether a Redis is there, in bounded attempts, where the clients of BullMQ would ask forever.

import { Redis } from "ioredis";
import { describeRedisPlace, explainRedisError } from "#workbook/redis.ts";

export class RedisAwayError extends Error {
  override readonly name = "RedisAwayError";
}

export interface RedisWatch {
  readonly client: Redis;
  /** Aborts with a RedisAwayError when Redis has been away for about a minute. */
  readonly signal: AbortSignal;
  close(): void;
}

const firstAttempts = 3;
const laterAttempts = 20;
const longestPauseMs = 3_000;

/**
 * @param say gets a line when Redis is away, and when it is back
 * @throws RedisAwayError within seconds, if no Redis answers there or if it refuses
 */
export async function watchRedis(
  redisUrl: string,
  say: (line: string) => void = () => {},
): Promise<RedisWatch> {
  const place = describeRedisPlace(redisUrl);
  const away = new AbortController();
  let attempts = firstAttempts;
  let reason = "no answer";
  const client = new Redis(redisUrl, {
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    retryStrategy: (failures) =>
      failures < attempts ? Math.min(250 * failures, longestPauseMs) : null,
  });
  client.on("error", ({ message }: Error) => {
    reason = explainRedisError(message);
  });
  const describe = () => `cannot reach Redis at ${place}: ${reason}`;
  try {
    await client.ping();
  } catch (cause) {
    client.disconnect();
    throw new RedisAwayError(describe(), { cause });
  }
  attempts = laterAttempts;
  let isClosing = false;
  let isAway = false;
  client.on("close", () => {
    if (!isAway && !isClosing) say(`${place} is away; we try again for about a minute`);
    isAway = true;
  });
  client.on("ready", () => {
    say(`${place} is back`);
    isAway = false;
  });
  client.once("end", () => {
    if (!isClosing) away.abort(new RedisAwayError(describe()));
  });
  return {
    client,
    signal: away.signal,
    close() {
      isClosing = true;
      client.disconnect();
    },
  };
}
