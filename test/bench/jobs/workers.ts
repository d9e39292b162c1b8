// Worker processes of a download queue: each is supervised, so that one that is killed comes back.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { systemClock } from "#lesson/08-processes/clock.ts";
import { supervise } from "#lesson/08-processes/supervised.ts";
import { Supervisor } from "#solution/08-processes/supervisor.ts";

const workerFile = fileURLToPath(
  new URL("../../../lessons/08-processes/worker.ts", import.meta.url),
);

export interface WorkerOptions {
  redisUrl: string;
  folder: string;
  concurrency: number;
  lockMs: number;
  /** Words before `node`: the network namespace that a worker runs in. */
  prefixOf?(place: number): string[];
}

export interface Workers {
  /** Kills one of them by SIGKILL, each in turn. */
  killNext(): void;
  readonly kills: number;
  stop(): Promise<void>;
}

/** Resolves when all of them are connected. */
export async function startWorkers(count: number, options: WorkerOptions): Promise<Workers> {
  const { redisUrl, folder, concurrency, lockMs, prefixOf = () => [] } = options;
  const living = new Map<number, ChildProcess>();
  let kills = 0;
  const start = (place: number): ChildProcess => {
    const words = ["--import", "tsx", workerFile, folder, `${concurrency}`, `${lockMs}`];
    const [command = "", ...args] = [...prefixOf(place), process.execPath, ...words];
    const child = spawn(command, args, {
      env: { ...process.env, REDIS_URL: redisUrl },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    living.set(place, child);
    child.once("exit", () => living.delete(place));
    return child;
  };
  const ready: Promise<unknown>[] = [];
  const runs = Array.from({ length: count }, (_, place) => {
    const supervisor = new Supervisor({
      start: () => {
        const child = start(place);
        ready.push(once(child, "message"));
        return supervise(child);
      },
      firstPauseMs: 50,
      longestPauseMs: 1_000,
      maxFailures: 1_000,
      steadyMs: 1_000,
      clock: systemClock,
    });
    return { supervisor, ended: supervisor.run() };
  });
  await Promise.all(ready.slice(0, count));
  return {
    killNext() {
      // The oldest one that lives.
      const [place] = living.keys();
      if (place !== undefined && living.get(place)?.kill("SIGKILL")) kills++;
    },
    get kills() {
      return kills;
    },
    async stop() {
      for (const { supervisor } of runs) supervisor.stop();
      await Promise.all(runs.map(({ ended }) => ended));
    },
  };
}
