// The pools that are measured against each other, behind one interface.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { importPeer } from "../harness/peers.ts";

export interface Contender {
  name: string;
  add(one: number, other: number): Promise<unknown>;
  compute(steps: number): Promise<unknown>;
  /** Hands the bytes over: here they are gone. */
  measure(bytes: ArrayBuffer): Promise<unknown>;
  close(): Promise<unknown>;
}

type Task = [name: "add" | "compute", ...args: number[]] | [name: "measure", bytes: ArrayBuffer];
const tasks = new URL("./tasks.mjs", import.meta.url);
/** Or each of their threads would load tsx, which ours do not. */
const execArgv: string[] = [];

/** From the same shape of call for each of them. */
function contender(
  name: string,
  run: (task: Task, transfer?: ArrayBuffer[]) => Promise<unknown>,
  close: () => Promise<unknown>,
): Contender {
  return {
    name,
    add: (one, other) => run(["add", one, other]),
    compute: (steps) => run(["compute", steps]),
    measure: (bytes) => run(["measure", bytes], [bytes]),
    close,
  };
}

export const versions = ["piscina@5.3.2", "tinypool@2.2.0", "workerpool@10.0.3"];

/** By name; `folder` is where the packages are installed. */
export const openers = {
  ThreadPool: openOurs,
  piscina: openPiscina,
  tinypool: openTinypool,
  workerpool: openWorkerpool,
  "bare postMessage": openBare,
} satisfies Record<string, (size: number, folder: string) => Contender | Promise<Contender>>;

async function openOurs(size: number): Promise<Contender> {
  const { ThreadPool } = await import("#solution/07-pools/thread-pool.ts");
  const pool = new ThreadPool<typeof import("./tasks.mjs")>(tasks, { size });
  return {
    name: "ThreadPool",
    add: (one, other) => pool.submit("add", [one, other]).result(),
    compute: (steps) => pool.submit("compute", [steps]).result(),
    measure: (bytes) => pool.submit("measure", [bytes], { transfer: [bytes] }).result(),
    close: () => pool.close(),
  };
}

async function openPiscina(size: number, folder: string): Promise<Contender> {
  const { Piscina } = await importPeer<{ Piscina: PoolClass }>(folder, "piscina");
  const pool = new Piscina({ filename: tasks.href, minThreads: size, maxThreads: size, execArgv });
  return contender(
    "piscina",
    (task, transferList) => pool.run(task, { transferList }),
    () => pool.destroy(),
  );
}

async function openTinypool(size: number, folder: string): Promise<Contender> {
  const { default: Tinypool } = await importPeer<{ default: PoolClass }>(folder, "tinypool");
  const pool = new Tinypool({ filename: tasks.href, minThreads: size, maxThreads: size, execArgv });
  return contender(
    "tinypool",
    (task, transferList) => pool.run(task, { transferList }),
    () => pool.destroy(),
  );
}

type PoolClass = new (options: {
  filename: string;
  minThreads: number;
  maxThreads: number;
  execArgv: string[];
}) => {
  run(task: Task, options: { transferList?: ArrayBuffer[] | undefined }): Promise<unknown>;
  destroy(): Promise<unknown>;
};

interface Workerpool {
  pool(
    file: string,
    options: {
      minWorkers: number;
      maxWorkers: number;
      workerType: "thread";
      workerThreadOpts: { execArgv: string[] };
    },
  ): {
    exec(
      name: string,
      args: unknown[],
      options: { transfer?: ArrayBuffer[] | undefined },
    ): PromiseLike<unknown>;
    terminate(): PromiseLike<unknown>;
  };
}

async function openWorkerpool(size: number, folder: string): Promise<Contender> {
  const { default: workerpool } = await importPeer<{ default: Workerpool }>(folder, "workerpool");
  const file = join(folder, "workerpool-thread.mjs");
  const lines = [
    'import workerpool from "workerpool";',
    `import run from ${JSON.stringify(tasks.href)};`,
    "workerpool.worker({ run });",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const pool = workerpool.pool(file, {
    minWorkers: size,
    maxWorkers: size,
    workerType: "thread",
    workerThreadOpts: { execArgv },
  });
  return contender(
    "workerpool",
    async (task, transfer) => await pool.exec("run", [task], { transfer }),
    async () => await pool.terminate(),
  );
}

/** No pool at all: each thread gets every second task as a message of its own, at once. */
function openBare(size: number): Contender {
  const waiting = new Map<number, (result: unknown) => void>();
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(new URL("./bare-thread.mjs", import.meta.url), { execArgv });
    return worker.on("message", ([id, result]: [number, unknown]) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    });
  });
  let posted = 0;
  return contender(
    "bare postMessage",
    (task, transfer) =>
      new Promise((resolve) => {
        waiting.set(++posted, resolve);
        workers[posted % size]?.postMessage([posted, task], transfer);
      }),
    () => Promise.all(workers.map((worker) => worker.terminate())),
  );
}
