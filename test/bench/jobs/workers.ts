// Worker processes of a download queue: each is supervised, so that one that is killed comes back.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { systemClock } from "#lesson/08-processes/clock.ts";
import { supervise } from "#lesson/08-processes/supervised.ts";
import { Supervisor } from "#solution/08-processes/supervisor.ts";

const program = fileURLToPath(new URL("../../../workbook/start.mjs", import.meta.url));

export interface WorkerOptions {
  redisUrl: string;
  folder: string;
  /** Jobs at once. */
  jobs: number;
  leaseSeconds: number;
  /** Words before `node`: the network namespace that a worker runs in. */
  prefixOf?(place: number): string[];
}

export interface Workers {
  /** Kills one of them by SIGKILL, each in turn. */
  killNext(): void;
  readonly kills: number;
  stop(): Promise<void>;
}

/** Resolves when all of them wait for jobs. */
export async function startWorkers(count: number, options: WorkerOptions): Promise<Workers> {
  const { redisUrl, folder, jobs, leaseSeconds, prefixOf = () => [] } = options;
  /** Those that wait for jobs or have some, by their places. */
  const living = new Map<number, ChildProcess>();
  let kills = 0;
  const words = ["--worker", redisUrl, "-d", folder, "-c", "1", "-j", `${jobs}`, "--json"];
  const start = (place: number): ChildProcess => {
    const [command = "", ...args] = [...prefixOf(place), process.execPath, program, "download"];
    const child = spawn(command, [...args, ...words, "--lease", `${leaseSeconds}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.once("exit", () => living.delete(place));
    const isReady = whenWaiting(child).then(() => void living.set(place, child));
    ready.push(isReady);
    return child;
  };
  const ready: Promise<void>[] = [];
  const runs = Array.from({ length: count }, (_, place) => {
    const supervisor = new Supervisor({
      start: () => supervise(start(place)),
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
      // The oldest one that is at work. One that is still starting has nothing to lose.
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

/** All else that it says is of no interest, and must not fill the pipe. */
function whenWaiting({ stdout }: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    stdout?.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes('"type":"waiting"')) resolve();
    });
  });
}
