// The pools that are measured against each other, behind one interface.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";
import { importPeer } from "../harness/peers.ts";

export interface Contender {
  name: string;
  add(one: number, other: number): Promise<unknown>;
  compute(steps: number): Promise<unknown>;
  close(): Promise<unknown>;
}

type Task = [name: "add" | "compute", ...args: number[]];
const tasks = new URL("./tasks.mjs", import.meta.url);

/** From the same shape of call for each of them. */
function contender(
  name: string,
  run: (task: Task) => Promise<unknown>,
  close: () => Promise<unknown>,
): Contender {
  return {
    name,
    add: (one, other) => run(["add", one, other]),
    compute: (steps) => run(["compute", steps]),
    close,
  };
}

export function openOurs(size: number): Contender {
  const pool = new ThreadPool<typeof import("./tasks.mjs")>(tasks, { size });
  return {
    name: "ThreadPool",
    add: (one, other) => pool.submit("add", [one, other]).result(),
    compute: (steps) => pool.submit("compute", [steps]).result(),
    close: () => pool.close(),
  };
}

export async function openPiscina(size: number, folder: string): Promise<Contender> {
  const { Piscina } = await importPeer<{ Piscina: PoolClass }>(folder, "piscina");
  const pool = new Piscina({ filename: tasks.href, minThreads: size, maxThreads: size });
  return contender(
    "piscina",
    (task) => pool.run(task),
    () => pool.destroy(),
  );
}

export async function openTinypool(size: number, folder: string): Promise<Contender> {
  const { default: Tinypool } = await importPeer<{ default: PoolClass }>(folder, "tinypool");
  const pool = new Tinypool({ filename: tasks.href, minThreads: size, maxThreads: size });
  return contender(
    "tinypool",
    (task) => pool.run(task),
    () => pool.destroy(),
  );
}

type PoolClass = new (options: {
  filename: string;
  minThreads: number;
  maxThreads: number;
}) => { run(task: Task): Promise<unknown>; destroy(): Promise<unknown> };

interface Workerpool {
  pool(
    file: string,
    options: { minWorkers: number; maxWorkers: number; workerType: "thread" },
  ): {
    exec(name: string, args: unknown[]): PromiseLike<unknown>;
    terminate(): PromiseLike<unknown>;
  };
}

export async function openWorkerpool(size: number, folder: string): Promise<Contender> {
  const { default: workerpool } = await importPeer<{ default: Workerpool }>(folder, "workerpool");
  const file = join(folder, "workerpool-thread.mjs");
  const lines = [
    'import workerpool from "workerpool";',
    `import run from ${JSON.stringify(tasks.href)};`,
    "workerpool.worker({ run });",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const options = { minWorkers: size, maxWorkers: size, workerType: "thread" } as const;
  const pool = workerpool.pool(file, options);
  return contender(
    "workerpool",
    async (task) => await pool.exec("run", [task]),
    async () => await pool.terminate(),
  );
}

/** No pool at all: each thread gets every second task as a message of its own, at once. */
export function openBare(size: number): Contender {
  const waiting = new Map<number, (result: unknown) => void>();
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(new URL("./bare-thread.mjs", import.meta.url));
    return worker.on("message", ([id, result]: [number, unknown]) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    });
  });
  let posted = 0;
  return contender(
    "bare postMessage",
    (task) =>
      new Promise((resolve) => {
        waiting.set(++posted, resolve);
        workers[posted % size]?.postMessage([posted, task]);
      }),
    () => Promise.all(workers.map((worker) => worker.terminate())),
  );
}
