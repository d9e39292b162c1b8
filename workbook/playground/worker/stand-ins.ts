// What the tests import of Node, as far as it makes sense in a browser; what starts a real thread leaves its test out.

import { LeftOut } from "./errors.ts";

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

function needsThread(): never {
  throw new LeftOut("a real thread");
}

class AssertionError extends Error {
  override readonly name = "AssertionError";
  readonly code = "ERR_ASSERTION";
}

function assert(value: unknown, message: string | Error = "The expression is falsy"): void {
  if (value) return;
  throw message instanceof Error ? message : new AssertionError(message);
}

export const standIns: Readonly<Record<string, unknown>> = {
  "node:assert/strict": { __esModule: true, default: assert },
  "node:timers/promises": { setImmediate: nextTurn },
  "lessons/01-threads/start-worker.ts": { startWorker: needsThread },
};

/** Makes what tests take for granted in Node: `setImmediate`, and memory that could be shared. */
export function fillIn(): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  scope.setImmediate ??= (work: () => void) => void nextTurn().then(work);
  // A page without special headers has no such name. Memory of the kind can be made all the same, but not be sent to a thread.
  scope.SharedArrayBuffer ??= new WebAssembly.Memory({
    initial: 1,
    maximum: 1,
    shared: true,
  }).buffer.constructor;
}
