// Finds, in the answer's process, the line that awaits a promise that nothing settles. Only a run that stood still is
// repeated with it: to follow every promise costs too much for a run that passes.

import { pathToFileURL } from "node:url";
import { promiseHooks } from "node:v8";

/** How a promise came to be. */
interface Birth {
  /** What is awaited or built on; undefined for a promise made from nothing. */
  parent: Promise<unknown> | undefined;
  /** Its stack is put into words when it is read. */
  made: { stack: string };
}

const reportEveryMs = 200;
/** Frames; above the answer's own may be some of a library's. */
const stackDepth = 30;

/** Calls `onPending`, whenever it has changed, with the stack of the line that waits. */
export function traceAwaits(answerFile: string, onPending: (stack: string) => void): void {
  const births = new Map<Promise<unknown>, Birth>();
  function init(promise: Promise<unknown>, parent: Promise<unknown>): void {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = stackDepth;
    const made = { stack: "" };
    Error.captureStackTrace(made, init);
    Error.stackTraceLimit = stackTraceLimit;
    births.set(promise, { parent, made });
  }
  const forget = (promise: Promise<unknown>) => void births.delete(promise);
  // What an `await` makes never settles; it is over when its function goes on.
  promiseHooks.createHook({ init, before: forget, settled: forget });
  let reported: string | undefined;
  setInterval(() => {
    const stack = findPending(births, answerFile);
    if (stack !== undefined && stack !== reported) onPending(stack);
    reported = stack;
  }, reportEveryMs).unref();
}

type Kind = "await" | "function" | "new" | "derived" | "elsewhere";

/** The innermost `await` of the answer, else a promise it made that other code awaits. */
function findPending(births: Map<Promise<unknown>, Birth>, answerFile: string): string | undefined {
  const names = [answerFile.replaceAll("\\", "/"), pathToFileURL(answerFile).href];
  const isOwn = (frame: string) => names.some((name) => frame.includes(`${name}:`));
  const pending = [...births].map(([promise, { parent, made }]) => {
    const frames = made.stack.split("\n").filter((line) => /^\s+at /.test(line));
    const own = frames.find(isOwn);
    return { promise, parent, own, kind: kindOf(frames[0] ?? "", parent !== undefined) };
  });
  const kinds = new Map(pending.map(({ promise, kind }) => [promise, kind]));
  const isAwaited = new Set(pending.map(({ parent }) => parent));
  // An `await` of a call whose own function waits in turn comes last, one of `Promise.all` and the like before it.
  const order: (Kind | undefined)[] = [
    "new",
    "elsewhere",
    undefined,
    "derived",
    "await",
    "function",
  ];
  const [awaiting] = pending
    .filter(({ kind }) => kind === "await")
    .sort(
      (a, b) =>
        order.indexOf(a.parent && kinds.get(a.parent)) -
          order.indexOf(b.parent && kinds.get(b.parent)) || lineOf(a.own) - lineOf(b.own),
    );
  const [made] = pending
    .filter(({ kind, own, promise }) => kind === "new" && own && isAwaited.has(promise))
    .sort((a, b) => lineOf(a.own) - lineOf(b.own));
  return (awaiting ?? made)?.own;

  function kindOf(top: string, hasParent: boolean): Kind {
    if (/at new Promise /.test(top)) return "new";
    if (isOwn(top)) return hasParent ? "await" : "function";
    return top.endsWith("(<anonymous>)") ? "derived" : "elsewhere";
  }
}

function lineOf(frame = ""): number {
  return Number(/:(\d+):\d+\)?$/.exec(frame)?.[1] ?? 0);
}
