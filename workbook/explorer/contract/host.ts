// What the explorer asks of where it runs: Node, or the plain web platform, such as a browser's worker.

/** What it uses of Node, which is asked for by name: no import of Node's stands in the way of a browser. */
interface Node {
  process: {
    cpuUsage(since?: CpuUsage): CpuUsage;
    threadCpuUsage?(since?: CpuUsage): CpuUsage;
  };
  vm: {
    Script: new (
      code: string,
    ) => { runInThisContext(options: { timeout: number; displayErrors: boolean }): void };
  };
  url: { fileURLToPath(url: string): string };
  fs: { existsSync(file: string): boolean; readFileSync(file: string, encoding: "utf8"): string };
}

interface CpuUsage {
  user: number;
  system: number;
}

export interface Host {
  /** A clock, in milliseconds, that stands still while others have the processor, if the host can tell. */
  startClock(): () => number;
  /** Runs `work`. False if it was cut off after `timeoutMs`, which nothing in `work` can catch, if the host can do that. */
  runWithin(work: () => void, timeoutMs: number): boolean;
  /** What a stack names by a URL, by the name that the author knows. */
  toFile(url: string): string;
  /** Undefined if there is no such file, or no way to read one. */
  readText(file: string): string | undefined;
}

const wallNow = performance.now.bind(performance);

/** No page or worker can stop itself: whoever started a worker ends it at a deadline. */
function makeWebHost(): Host {
  return {
    startClock: () => {
      const start = wallNow();
      return () => wallNow() - start;
    },
    runWithin: (work) => {
      work();
      return true;
    },
    toFile: (url) => url,
    readText: () => undefined,
  };
}

function makeNodeHost({ process, vm, url: { fileURLToPath }, fs }: Node): Host {
  const cpuUsage = (process.threadCpuUsage ?? process.cpuUsage).bind(process);
  const key = Symbol.for("interleave.explorer.guarded");
  const script = new vm.Script(`globalThis[Symbol.for("interleave.explorer.guarded")]()`);
  const scope = globalThis as unknown as Record<symbol, unknown>;
  return {
    startClock: () => {
      const wallStart = wallNow();
      const cpuStart = cpuUsage();
      return () => {
        const { user, system } = cpuUsage(cpuStart);
        // Before Node 23.9 only the whole process can be measured: its other threads must not count.
        return Math.min((user + system) / 1000, wallNow() - wallStart);
      };
    },
    runWithin: (work, timeoutMs) => {
      const outer = scope[key];
      scope[key] = work;
      try {
        // Errors may be reasons to start again: to draw a line of ours into each one's stack is wasted.
        script.runInThisContext({ timeout: timeoutMs, displayErrors: false });
        return true;
      } catch (error) {
        if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
        return false;
      } finally {
        scope[key] = outer;
      }
    },
    toFile: (url) => (url.startsWith("file:") ? fileURLToPath(url) : url),
    readText: (file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined),
  };
}

type Builtins = Node["process"] & { getBuiltinModule?: (name: string) => unknown };
const { process } = globalThis as unknown as { process?: Builtins };

export const host: Host = process?.getBuiltinModule
  ? makeNodeHost({
      process,
      vm: process.getBuiltinModule("node:vm") as Node["vm"],
      url: process.getBuiltinModule("node:url") as Node["url"],
      fs: process.getBuiltinModule("node:fs") as Node["fs"],
    })
  : makeWebHost();
