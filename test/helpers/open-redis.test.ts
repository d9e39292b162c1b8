// A Redis that is named and cannot be used is told in one sentence, without its password.

import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RedisServer, startRedis } from "#lesson/08-processes/jobs/redis-server.ts";
import { findRedisServer, findRedisTrouble, redisIsMissing } from "#workbook/redis.ts";
import { backstopMs } from "../backstop.ts";
import { runNode } from "../run-program.ts";

const job = ["--import", "tsx", "lessons/08-processes/demos/job.ts"];
const runJob = (redisUrl: string) =>
  runNode(job, { cwd: process.cwd(), env: { ...process.env, REDIS_URL: redisUrl } });

describe.concurrent("a demo whose REDIS_URL", () => {
  test.each([
    [
      "names no URL of a Redis",
      "localhost:6379",
      "Expected redis://HOST:PORT as the URL of Redis, got something else.",
    ],
    [
      "leads nowhere",
      "redis://:secret@127.0.0.1:1",
      "Redis at redis://:PASSWORD@127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1.",
    ],
  ])(
    "%s says so and ends with the exit code of what could not run",
    async (_, redisUrl, sentence) => {
      const { code, stdout, stderr } = await runJob(redisUrl);
      expect(code).toBe(69);
      expect(stdout).toBe(`REDIS_URL: ${sentence}\n`);
      expect(stderr).toBe("");
    },
  );
});

const hasRedis = findRedisServer() !== undefined;
if (!hasRedis) console.info(`The tests of a Redis with a password are skipped. ${redisIsMissing}`);
describe.skipIf(!hasRedis)("a Redis that wants a password", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
    const client = new Redis(redis.url);
    await client.config("SET", "requirepass", "secret");
    client.disconnect();
  });
  afterAll(() => redis?.stop());
  const withPassword = (password: string) => redis.url.replace("//", `//:${password}@`);

  test("is told to somebody who has none, or a wrong one", async () => {
    expect(await findRedisTrouble(redis.url, backstopMs)).toBe(
      `Redis at ${redis.url} cannot be used: it wants a password, as in redis://:PASSWORD@HOST:PORT.`,
    );
    expect(await findRedisTrouble(withPassword("guess"), backstopMs)).toBe(
      `Redis at ${withPassword("PASSWORD")} cannot be used: the name or the password is wrong.`,
    );
  });

  test("is used with the right one", async () => {
    expect(await findRedisTrouble(withPassword("secret"), backstopMs)).toBeUndefined();
    const { stdout } = await runJob(withPassword("secret"));
    expect(stdout).toContain("ticket for Ann");
  });
});
