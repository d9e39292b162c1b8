// Tests of lesson 08's downloads: what a job leaves behind, and batches in a Redis of our own.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type FileServer, startFileServer } from "#lesson/04-queues/file-server.ts";
import { collectBatch, enqueueBatch } from "#lesson/08-processes/jobs/download-jobs.ts";
import { fetchToFile, HopelessError } from "#lesson/08-processes/jobs/fetch-to-file.ts";
import { type RedisServer, startRedis } from "#lesson/08-processes/jobs/redis-server.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const signal = new AbortController().signal;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "interleave-download-jobs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a download", () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer({ keepAliveTimeout: 0 }, listener).listen(0, "127.0.0.1");
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it("leaves the whole file under its name, and nothing else", async () => {
    const url = await serve((_request, response) => response.end("soup"));
    const result = await fetchToFile({ url, file: "dish" }, folder, signal);
    expect(result).toMatchObject({ file: "dish", sizeBytes: 4 });
    expect(result.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(folder)).toEqual(["dish"]);
    expect(readFileSync(join(folder, "dish"), "utf8")).toBe("soup");
  });

  it("that is cut leaves no file, and may be tried again", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("so", () => response.destroy());
    });
    const error = await fetchToFile({ url, file: "dish" }, folder, signal).catch(
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(HopelessError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that is cut before a stream has opened its file leaves none later", async () => {
    const late: (() => void)[] = [];
    const { open } = fs;
    const spy = vi.spyOn(fs, "open").mockImplementation(((...args: Parameters<typeof open>) => {
      late.push(() => open(...args));
    }) as typeof open);
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("so", () => response.destroy());
    });
    const failed = fetchToFile({ url, file: "dish" }, folder, signal);
    try {
      await expect(failed).rejects.toBeInstanceOf(Error);
    } finally {
      spy.mockRestore();
    }
    for (const goOn of late) goOn();
    // One more trip through the thread pool: what was asked before is done.
    await fs.promises.stat(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("by two workers at once leaves one whole file", async () => {
    const asked: (() => void)[] = [];
    const url = await serve((_request, response) => {
      asked.push(() => response.end("soup"));
      // Nobody is answered before both have asked.
      if (asked.length === 2) for (const answer of asked) answer();
    });
    const one = () => fetchToFile({ url, file: "dish" }, folder, signal);
    await Promise.all([one(), one()]);
    expect(readdirSync(folder)).toEqual(["dish"]);
  });

  it.each([
    [404, true],
    [410, true],
    [408, false],
    [429, false],
    [500, false],
  ])("that the server refuses by %i is hopeless: %s", async (status, isHopeless) => {
    const url = await serve((_request, response) => response.writeHead(status).end());
    const error = await fetchToFile({ url, file: "dish" }, folder, signal).catch(
      (error: unknown) => error,
    );
    expect(error instanceof HopelessError).toBe(isHopeless);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(["../dish", "a/dish", ".hidden", ""])("into %j is refused", async (file) => {
    const url = "http://127.0.0.1:1/";
    await expect(fetchToFile({ url, file }, folder, signal)).rejects.toThrow(HopelessError);
  });
});

const hasRedis = findRedisServer() !== undefined;
if (!hasRedis) console.info(`The tests of batches are skipped. ${redisIsMissing}`);
describe.skipIf(!hasRedis)("a batch", () => {
  let redis: RedisServer;
  let server: FileServer;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.stop());
  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      if (worker.exitCode !== null || worker.signalCode !== null) continue;
      worker.kill("SIGKILL");
      await once(worker, "exit");
    }
    await server?.close();
  });

  /** A worker that is kept from renewing its locks for so long loses its jobs: most tests must not come to that. */
  async function startWorker(lockMs = 30_000): Promise<ChildProcess> {
    const entry = new URL("../../lessons/08-processes/jobs/worker.ts", import.meta.url);
    const env = { ...process.env, REDIS_URL: redis.url };
    const worker = startProcess(entry, [folder, "4", String(lockMs)], { env });
    workers.push(worker);
    await once(worker, "message");
    return worker;
  }

  const filesOf = ({ urls }: FileServer) =>
    urls.map((url, number) => ({ url, file: `file-${number}` }));

  it("is collected whole, its dead jobs with their reasons", async () => {
    server = await startFileServer({ count: 12, missing: [3] });
    const batch = await enqueueBatch(redis.url, filesOf(server));
    await startWorker();
    const { downloaded, failed } = await collectBatch(redis.url, batch);
    expect(downloaded.map(({ file }) => file).sort()).toEqual(readdirSync(folder).sort());
    expect(downloaded.length).toBe(11);
    expect(failed).toEqual([
      { url: server.urls[3], file: "file-3", reason: `${server.urls[3]}: status 404` },
    ]);
    expect(server.requests, "requests: a 404 is not tried again").toBe(12);
  });

  it("outlives a worker that is killed with jobs in its hands", async () => {
    server = await startFileServer({ count: 40, latencyMs: 20 });
    const lockMs = 1_000;
    const victim = await startWorker(lockMs);
    const batch = await enqueueBatch(redis.url, filesOf(server));
    while (server.requests < 10) await new Promise((resolve) => setImmediate(resolve));
    victim.kill("SIGKILL");
    await once(victim, "exit");
    await startWorker(lockMs);
    const { downloaded, failed } = await collectBatch(redis.url, batch);
    expect(failed).toEqual([]);
    expect(new Set(downloaded.map(({ file }) => file)).size, "results").toBe(40);
    for (const { file } of downloaded) {
      const number = file.slice("file-".length);
      const expected = Buffer.alloc(1_024, `file ${number} `);
      expect(readFileSync(join(folder, file)).equals(expected), file).toBe(true);
    }
  });

  it("is finished by a worker that is told to stop, as far as it has begun it", async () => {
    server = await startFileServer({ count: 4, latencyMs: 100 });
    const worker = await startWorker();
    const batch = await enqueueBatch(redis.url, filesOf(server));
    while (server.requests < 4) await new Promise((resolve) => setImmediate(resolve));
    worker.kill("SIGTERM");
    const [code] = await once(worker, "exit");
    expect(code, "exit code of the worker").toBe(0);
    // Nobody is left to fetch anything: all of it is there.
    const { downloaded } = await collectBatch(redis.url, batch);
    expect(downloaded.length).toBe(4);
    expect(server.requests).toBe(4);
  });

  it("can be collected by another when whoever collects is killed", async () => {
    server = await startFileServer({ count: 6, latencyMs: 50 });
    const batch = await enqueueBatch(redis.url, filesOf(server));
    const collect = `import { collectBatch } from "#lesson/08-processes/jobs/download-jobs.ts";
      await collectBatch(${JSON.stringify(redis.url)}, ${JSON.stringify(batch)});`;
    const words = ["--import", "tsx", "--input-type=module", "-e", collect];
    const collector = spawn(process.execPath, words, { cwd: root, stdio: "ignore" });
    await startWorker();
    while (server.requests < 3) await new Promise((resolve) => setImmediate(resolve));
    collector.kill("SIGKILL");
    const { downloaded } = await collectBatch(redis.url, batch);
    expect(downloaded.length).toBe(6);
  });
});
