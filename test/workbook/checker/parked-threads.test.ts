// A thread that was parked does what a new one does.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { recordThreads } from "#workbook/checker/answer/parked-threads.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave parked "));
afterAll(() => rmSync(folder, { recursive: true }));
const script = pathToFileURL(join(folder, "script.mjs"));
writeFileSync(
  script,
  `import { parentPort, workerData } from "node:worker_threads";
const { says, exits, throws } = workerData;
const { argv, env } = process;
if (says) parentPort.postMessage([says, argv.slice(1), import.meta.url, env.SEEN_BY_THREADS]);
if (throws) throw new RangeError(throws);
if (exits) process.exit(exits);
parentPort.once("message", (message) => parentPort.postMessage(["answers", message]));
`,
);

interface Life {
  threadId: number;
  messages: unknown[];
  error?: unknown;
  exit: number;
}

async function live(options: WorkerOptions): Promise<Life> {
  const worker = new Worker(script, options);
  const life: Life = { threadId: worker.threadId, messages: [], exit: 0 };
  worker.on("message", (message) => life.messages.push(message));
  worker.on("error", (error) => {
    life.error = error;
  });
  worker.postMessage("asked at once");
  life.exit = await new Promise((resolve) => worker.once("exit", resolve));
  return life;
}

test("threads that are parked live as new ones do", async () => {
  const lives = [
    { workerData: { says: "hello" }, argv: ["one", 2] },
    { workerData: { says: "then throws", throws: "too much" } },
    { workerData: { exits: 7 } },
  ];
  const started: Worker[] = [];
  const park = recordThreads();
  const asNew = await Promise.all(lives.map(live));
  park();
  // Those that wait are started by now, and heard of when they are taken.
  await new Promise((resolve) => setImmediate(resolve));
  process.on("worker", (worker) => started.push(worker));
  process.env.SEEN_BY_THREADS = "set since";
  const parked = await Promise.all(lives.map(live));
  delete process.env.SEEN_BY_THREADS;
  expect(started.length).toBe(lives.length);
  expect(started[0]).toBeInstanceOf(Worker);

  const numbers = parked.map(({ threadId }) => threadId);
  expect(Math.min(...numbers)).toBeGreaterThan(Math.max(...asNew.map(({ threadId }) => threadId)));
  expect(await live({ workerData: { exits: 1 } })).toMatchObject({
    threadId: Math.max(...numbers) + 1,
  });
  const without = ({ threadId: _, ...life }: Life) => life;
  expect(asNew[0]?.messages[0]).toEqual(["hello", expect.anything(), script.href, undefined]);
  expect(parked[0]?.messages[0]).toEqual(["hello", expect.anything(), script.href, "set since"]);
  const withoutEnv = (life: Life) =>
    JSON.parse(JSON.stringify(without(life)).replaceAll('"set since"', "null"));
  expect(parked.map(withoutEnv)).toEqual(asNew.map(withoutEnv));
  expect(parked.map(({ error }) => String(error))).toEqual(asNew.map(({ error }) => String(error)));
});
