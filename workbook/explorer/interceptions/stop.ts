// How a run of a thread stopped, and what of it is no end of the thread but a limit of ours.

/** Why a run came back, and what it brought. */
export type Stop =
  /** The request is in `runner.request`. */
  | { kind: "operation" }
  | { kind: "returned"; value: unknown }
  | { kind: "threw"; error: unknown }
  | { kind: "diverged"; position: number; stack: string }
  | { kind: "unsupported"; message: string; stack: string };

/** Errors of bad arguments that our own `Atomics` threw: the thread's mistake, not a limit of ours. */
export const ordinaryErrors = new WeakSet<object>();

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

export function refuseAsync(value: PromiseLike<unknown>): Stop {
  value.then(ignore, ignore);
  const message = "it is asynchronous; a thread is plain synchronous code";
  return { kind: "unsupported", message, stack: "" };
}

function ignore(): void {}

/** The stack here, deep enough to reach the author's code. */
export function captureStack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 30;
  const { stack } = new Error("here");
  Error.stackTraceLimit = limit;
  return stack ?? "";
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "") : "";
}

/** The engine's own `Atomics` was called on one of our cells: it was captured before our patch. */
export function findEarlyCapture(error: unknown): Stop | undefined {
  if (!(error instanceof TypeError) || ordinaryErrors.has(error)) return undefined;
  if (!/is not an? .*(typed array|DataView|ArrayBuffer)/.test(error.message)) return undefined;
  return {
    kind: "unsupported",
    message:
      "it calls a function of `Atomics` or of a typed array that was captured before the explorer was loaded; import the explorer first",
    stack: stackOf(error),
  };
}
