// The downloader around a Redis: workers are killed, frozen and stopped, and every file is right, once.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addBatch } from "#lesson/08-processes/jobs/batch-jobs.ts";
import { collectEnds } from "#lesson/08-processes/jobs/collect-batch.ts";
import { type RedisServer, startRedis } from "#lesson/08-processes/jobs/redis-server.ts";
import {
  asksForPart,
  type LoggedRequest,
  startFaultServer,
} from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { describeJobs, queueName } from "#lesson/09-downloader/queue/queued-file.ts";
import { Journal } from "#solution/09-downloader/journal.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";
import { contentOf, startGatedServer } from "./gated-server.ts";
import { type Program, startProgram } from "./start-program.ts";

let folder: string;
const programs: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-queue-"));
});
afterEach(async () => {
  for (const { child, code } of programs.splice(0)) {
    child.kill("SIGKILL");
    await code;
  }
  await rm(folder, { recursive: true });
});

function start(words: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const started = startProgram(words, folder, env);
  programs.push(started);
  return started;
}

describe("without a Redis", () => {
  const nowhere = "redis://127.0.0.1:1";

  const url = "http://127.0.0.1:1/file.bin";
  const sayLoaded = fileURLToPath(new URL("./say-loaded.cjs", import.meta.url));
  const env = { NODE_OPTIONS: `--require=${JSON.stringify(sayLoaded)}` };

  test.each([
    ["who enqueues", ["--queue", nowhere, url]],
    ["a worker", ["--worker", nowhere]],
  ])("%s ends with 1 and one sentence", async (_, words) => {
    const { out, code } = start(words, env);
    expect(await code).toBe(1);
    expect(out.text).toBe(
      `cannot reach Redis at ${nowhere}: connect ECONNREFUSED 127.0.0.1:1\nloaded: bullmq, ioredis\n`,
    );
  });

  test("a plain download loads nothing of the queue", async () => {
    const { out, code } = start([url, "--retries", "0", "--quiet"], env);
    await code;
    expect(out.text).toContain("loaded: undici\n");
  });
});

const hasRedis = findRedisServer() !== undefined;
if (!hasRedis) console.info(`The tests of queues are skipped. ${redisIsMissing}`);
describe.skipIf(!hasRedis)("with a Redis", () => {
  let redis: RedisServer;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
  });
  afterAll(async () => {
    client?.disconnect();
    await redis?.stop();
  });
  afterEach(() => client.flushall());

  const startWorker = (...words: string[]) =>
    start(["--worker", redis.url, "-d", folder, "-c", "1", ...words]);

  async function enqueue(...words: string[]): Promise<string> {
    const command = parseCommand(["--queue", redis.url, ...words]);
    if (!command) throw new Error("expected a command");
    return await addBatch(redis.url, describeJobs(command.urls, command), { queueName });
  }

  const collect = (batch: string) => collectEnds(redis.url, batch, { queueName });

  /** As when its lease is over and somebody has looked once: the next look gives it to another. */
  async function endLease(batch: string): Promise<void> {
    const key = `bull:${queueName}`;
    const job = `${key}:${batch}-0`;
    expect(await client.exists(job), "jobs of that name").toBe(1);
    // A short lease may be over by itself.
    await client.del(`${job}:lock`);
    await client.multi().sadd(`${key}:stalled`, `${batch}-0`).del(`${key}:stalled-check`).exec();
  }

  test("two workers fetch a batch, each file under a name of its own", async () => {
    const server = await startGatedServer(50_000, 0);
    try {
      const workers = [startWorker("-j", "1"), startWorker("-j", "1")];
      const urls = ["a/film.bin", "b/Film.bin", "c/..%2F..%2Fetc"].map(
        (path) => `${server.origin}/${path}`,
      );
      const gone = "http://127.0.0.1:1/gone";
      const words = ["--json", "--retries", "0", "--header", "x-key: secret", ...urls, gone];
      const { out, code, said } = start(["--queue", redis.url, ...words]);
      await said('"type":"batch"');
      // Nobody is answered before both have asked.
      await server.whenAsked(2);
      expect(await listValues(client)).toContain("secret");
      server.open();
      expect(await code, "exit code of a batch with a dead job").toBe(1);
      const events = out.text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const done = events.filter(({ type }) => type === "done");
      expect(new Set(done.map(({ worker }) => worker)).size, "workers").toBe(2);
      expect(done.map(({ file }) => file).sort()).toEqual(["Film-2.bin", "etc", "film.bin"]);
      expect(events.find(({ type }) => type === "failed")).toMatchObject({
        url: gone,
        reason: "the connection failed: connect ECONNREFUSED 127.0.0.1:1",
      });
      for (const worker of workers) worker.child.kill("SIGTERM");
      expect(await Promise.all(workers.map((worker) => worker.code))).toEqual([0, 0]);
      expect((await readdir(folder)).sort()).toEqual(["Film-2.bin", "etc", "film.bin"]);
      for (const file of await readdir(folder))
        expect((await readFile(join(folder, file))).equals(contentOf(1, 50_000)), file).toBe(true);
      expect(server.asked.map((headers) => headers["x-key"])).toEqual([
        "secret",
        "secret",
        "secret",
      ]);
      expect(await listValues(client)).not.toContain("secret");
    } finally {
      server.close();
    }
  });

  test("what a worker has fetched is not fetched again, whether it is killed or told to stop", async () => {
    const sizeBytes = 160_000;
    const reached = [65_536, 131_072].map((from) => ({ from, ...createGate() }));
    const server = await startFaultServer(
      {
        sizeBytes,
        rules: reached.map(({ from }) => ({ from, method: "GET", times: 1, stallAfterBytes: 0 })),
      },
      {
        onRequest({ headers }) {
          for (const { from, open } of reached)
            if (headers.range?.startsWith(`bytes=${from}-`)) open();
        },
      },
    );
    try {
      const batch = await enqueue("--chunk", "16K", server.url);
      const victim = startWorker();
      await reached[0]?.promise;
      victim.child.kill("SIGKILL");
      await victim.code;
      const claimed = await readClaimedBytes(folder);
      expect(claimed).toBeGreaterThan(0);
      await endLease(batch);
      const second = startWorker();
      await reached[1]?.promise;
      const askedBySecond = server.log.length;
      second.child.kill("SIGTERM");
      expect(await second.code, "exit code of a worker that is told to stop").toBe(0);
      expect(second.out.text).toContain("given back to the queue");
      // At once: nothing waits for a lease to end.
      expect(await client.llen(`bull:${queueName}:wait`)).toBe(1);
      const given = await readClaimedBytes(folder);
      expect(given).toBe(131_072);
      startWorker();
      const ends = await collect(batch);
      expect(ends).toMatchObject([{ result: { file: "file.bin", sizeBytes, isVerified: true } }]);
      const source = readSource(createSource(1, 1, sizeBytes));
      expect((await readFile(join(folder, "file.bin"))).equals(source)).toBe(true);
      expect(listStarts(server.log.slice(0, askedBySecond))).toContain(claimed);
      expect(Math.min(...listStarts(server.log.slice(askedBySecond)))).toBe(given);
    } finally {
      await server.close();
    }
  });

  test("a worker that comes back from the dead cannot touch what its successor has done", async () => {
    // The last bytes come when it is awake again: too few for its journal to be asked before.
    const sizeBytes = 67_536;
    const server = await startGatedServer(sizeBytes, 66_536);
    const right = contentOf(2, sizeBytes);
    try {
      const batch = await enqueue("--chunk", "64K", `${server.origin}/file.bin`);
      const frozen = startWorker("--lease", "2");
      await server.whenAsked(2);
      while ((await readClaimedBytes(folder)) === 0) await turn();
      frozen.child.kill("SIGSTOP");
      await endLease(batch);
      server.version = 2;
      const successor = startWorker();
      await server.whenAsked(4);
      // Both get the rest now: the one as soon as it wakes up.
      server.open();
      const ends = await collect(batch);
      expect(ends).toMatchObject([{ result: { sizeBytes } }]);
      expect((await readFile(join(folder, "file.bin"))).equals(right)).toBe(true);
      frozen.child.kill("SIGCONT");
      await frozen.said(`${server.origin}/file.bin: `);
      for (const { child } of [frozen, successor]) child.kill("SIGTERM");
      expect(await Promise.all([frozen.code, successor.code])).toEqual([0, 0]);
      expect(await readdir(folder)).toEqual(["file.bin"]);
      expect((await readFile(join(folder, "file.bin"))).equals(right)).toBe(true);
    } finally {
      server.close();
    }
  });

  test("whoever collects may be killed or interrupted, and another collects the same batch", async () => {
    const server = await startGatedServer(1_000, 0);
    try {
      const first = start(["--queue", redis.url, `${server.origin}/file.bin`]);
      await first.said("no worker is there yet");
      first.child.kill("SIGKILL");
      const [batch = ""] = /(?<=batch )\w+/.exec(first.out.text) ?? [];
      const again = ["--queue", redis.url, "--collect", batch];
      const second = start(again);
      // Only now does it listen for an interrupt: a job can be under way long before.
      await second.said("no worker is there yet");
      startWorker();
      await server.whenAsked(1);
      second.child.kill("SIGINT");
      expect(await second.code, "exit code of an interrupt").toBe(130);
      expect(second.out.text).toContain(`npm start -- download ${again.join(" ")}\n`);
      server.open();
      const third = start(again);
      expect(await third.code).toBe(0);
      expect(third.out.text).toMatch(/^file\.bin: complete, 1000 B, by \S+:\d+\n$/);
      await expect(collect(batch)).rejects.toThrow(`there is no batch ${batch}`);
    } finally {
      server.close();
    }
  });
});

describe.skipIf(!hasRedis)("a Redis that goes away", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.stop());

  test("does not keep somebody here who is interrupted, and says if it has lost the batch when it is back", async () => {
    const url = "http://127.0.0.1:1/file.bin";
    const [first, second] = [url, url].map((one) => start(["--queue", redis.url, one]));
    await Promise.all([first, second].map((program) => program?.said("no worker is there yet")));
    await redis.stop();
    await Promise.all([first, second].map((program) => program?.said("is away")));
    first?.child.kill("SIGINT");
    expect(await first?.code, "exit code of an interrupt").toBe(130);
    expect(first?.out.text).toMatch(
      /interrupted; the batch goes on without us, to be collected by/,
    );
    const { port } = new URL(redis.url);
    const empty = spawn("redis-server", ["--port", port, "--save", ""], { stdio: "ignore" });
    try {
      expect(await second?.code).toBe(1);
      expect(second?.out.text).toMatch(
        /there is no batch \w+ in redis:\S+: it has started again and lost it; enqueue the files again\n$/,
      );
    } finally {
      empty.kill("SIGKILL");
      await once(empty, "exit");
    }
  });
});

function createGate(): { promise: Promise<void>; open: () => void } {
  let open = (): void => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

/** Where the ranges begin that were asked for. */
function listStarts(log: readonly LoggedRequest[]): number[] {
  return log.filter(asksForPart).flatMap(({ headers }) => {
    const found = /^bytes=(\d+)-/.exec(headers.range ?? "");
    return found ? [Number(found[1])] : [];
  });
}

/** By the one journal that is anywhere in the folder; 0 if there is none. */
async function readClaimedBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const journals = names.filter((name) => name.endsWith(".part.json"));
  expect(journals.length).toBeLessThan(2);
  const [journal] = journals;
  if (journal === undefined) return 0;
  const state = await Journal.read(join(folder, journal));
  return state?.ranges[0]?.end ?? 0;
}

/** All that is in Redis, as one text. */
async function listValues(client: Redis): Promise<string> {
  const keys = await client.keys("*");
  const dumps = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
  return dumps.map((dump) => dump?.toString("latin1") ?? "").join("\n");
}
