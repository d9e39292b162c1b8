// Starts threads before they are asked for: a thread takes a tenth of a second to start, and an answer's tests take as
// many as the rehearsal did.

import { createRequire, syncBuiltinESMExports } from "node:module";
import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";

const threads = createRequire(import.meta.url)("node:worker_threads") as {
  Worker: typeof Worker;
};
const parkedThread = new URL("./parked-thread.mjs", import.meta.url);
const maxParked = 4;

/** What a parked thread is told when it is wanted. */
export interface Start {
  /** URL of its script. */
  href: string;
  argv: readonly string[];
  env: NodeJS.ProcessEnv;
  workerData: unknown;
}

type Asked = ConstructorParameters<typeof Worker>;

/**
 * Notes from now on which threads are started. What it returns, once called, parks as many, and from then on
 * `new Worker` of the same script hands them out first.
 */
export function recordThreads(): () => void {
  const RealWorker = threads.Worker;
  const started: string[] = [];
  const parked: { worker: Worker; port: MessagePort }[] = [];
  let construct = (asked: Asked): Worker => {
    if (isPlain(asked)) started.push(String(asked[0]));
    return new RealWorker(...asked);
  };
  threads.Worker = new Proxy(RealWorker, { construct: (_, asked) => construct(asked as Asked) });
  syncBuiltinESMExports();
  return () => {
    const [href] = started;
    if (href === undefined) return;
    for (const other of started.slice(0, maxParked)) if (other === href) parked.push(parkThread());
    process.env.INTERLEAVE_PARKED = String(parked.length);
    construct = (asked) => take(asked, href) ?? new RealWorker(...asked);
  };

  function parkThread(): { worker: Worker; port: MessagePort } {
    const { port1, port2 } = new MessageChannel();
    const worker = new RealWorker(parkedThread, { workerData: port2, transferList: [port2] });
    worker.unref();
    port1.unref();
    return { worker, port: port1 };
  }

  function take(asked: Asked, href: string): Worker | undefined {
    const next = parked[0];
    if (next === undefined || !isPlain(asked) || String(asked[0]) !== href) return undefined;
    const { argv = [], workerData } = asked[1] ?? {};
    const start: Start = { href, argv: argv.map(String), env: { ...process.env }, workerData };
    // Throws what `new Worker` throws of data that cannot be copied.
    next.port.postMessage(start);
    parked.shift();
    const { worker } = next;
    worker.ref();
    // As Node does; its types know of signals alone.
    process.nextTick(() => Reflect.apply(process.emit, process, ["worker", worker]));
    return worker;
  }
}

/** Whether a thread that is there already can stand for the one that is asked for. */
function isPlain([file, options = {}]: Asked): boolean {
  return (
    file instanceof URL &&
    Object.keys(options).every((key) => key === "argv" || key === "workerData")
  );
}
