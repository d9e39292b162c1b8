// Four ways to hand over work, behind one call: the event loop, threads, processes, a queue in Redis.

import { once } from "node:events";
import { QueueEvents } from "bullmq";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";
import { ProcessPool } from "#solution/08-processes/process-pool.ts";
import { openDemoQueue } from "../jobs/demo-queue.ts";
import { startProcess } from "../start-process.ts";
import { compute, nothing } from "./work.mjs";

type Tasks = typeof import("./work.mjs");

export interface Way {
  name: string;
  /** Resolves with the task's answer, wherever it was run. */
  run(task: keyof Tasks): Promise<number>;
  close(): Promise<void>;
}

const work = new URL("./work.mjs", import.meta.url);

export function openLoop(): Way {
  const run = async (task: keyof Tasks) => (task === "compute" ? compute() : nothing());
  return { name: "event loop", run, close: async () => {} };
}

export function openThreads(size: number): Way {
  const pool = new ThreadPool<Tasks>(work, { size });
  const run = (task: keyof Tasks) => pool.submit(task, []).result();
  return { name: "threads", run, close: () => pool.close() };
}

export function openProcesses(size: number): Way {
  const pool = new ProcessPool<Tasks>(work, { size });
  const run = (task: keyof Tasks) => pool.submit(task, []).result();
  return { name: "processes", run, close: () => pool.close() };
}

/** Workers of a queue could be on other machines; here they are not. Undefined without a Redis. */
export async function openMachines(size: number): Promise<Way | undefined> {
  const demo = await openDemoQueue("work", { isOptional: true });
  if (!demo) return undefined;
  const { queue, connection } = demo;
  const events = new QueueEvents(queue.name, { connection, lastEventId: "0" });
  await events.waitUntilReady();
  const waiting = new Map<string, (result: number) => void>();
  events.on("completed", ({ jobId, returnvalue }) => waiting.get(jobId)?.(Number(returnvalue)));
  const words = [queue.name, connection.url];
  const entry = new URL("./work-worker.ts", import.meta.url);
  const workers = Array.from({ length: size }, () => startProcess(entry, words));
  let lastJob = 0;
  return {
    name: "machines",
    run(task) {
      const jobId = `job-${++lastJob}`;
      return new Promise((resolve, reject) => {
        waiting.set(jobId, resolve);
        queue.add(task, {}, { jobId }).catch(reject);
      });
    },
    async close() {
      const ended = workers.map((worker) => once(worker, "exit"));
      for (const worker of workers) worker.disconnect();
      await Promise.all(ended);
      await events.close();
      await demo.close();
    },
  };
}
