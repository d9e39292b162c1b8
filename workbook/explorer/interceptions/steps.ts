// Methods that count as one step: what they do is proved elsewhere, so that what is built on them is explored without it.

import { ACQUIRE } from "../memory/operation.ts";
import { activeRunner } from "./thread-runner.ts";
import { findView } from "./views.ts";

type Method = (this: never, ...args: never[]) => unknown;

interface Calls {
  prototype: Record<string, unknown>;
  methods: Record<string, Method>;
}

const known: Calls[] = [];

/**
 * From now on, while a scenario is explored, `methods` stand for those of the class. Each must do what the method does,
 * as seen by other threads, in one operation: one of `Atomics`, or `acquire`. If a scenario's own code touches the
 * cells that they use, or something fails, it is explored with the methods as they are.
 */
export function countAsSteps<T extends object>(
  type: { prototype: T },
  methods: {
    [K in keyof T]?: T[K] extends (...args: infer A) => infer R
      ? (this: T, ...args: A) => R
      : never;
  },
): void {
  known.push({
    prototype: type.prototype as Calls["prototype"],
    methods: methods as Calls["methods"],
  });
}

/** Waits until the element is `expected`, and makes it `replacement`, in one step. Only for use in `countAsSteps`. */
export function acquire(
  array: Int32Array,
  index: number,
  expected: number,
  replacement: number,
): void {
  const runner = activeRunner();
  const view = findView(array);
  if (runner === undefined || view === undefined) throw new Error("Nothing is explored here.");
  runner.checkUnwinding();
  const { request } = runner;
  request.kind = ACQUIRE;
  request.type = "Int32";
  request.offset = view.offset + index * 4;
  request.size = 4;
  request.a = expected;
  request.b = replacement;
  request.timeoutMs = Number.POSITIVE_INFINITY;
  request.bigEndian = false;
  runner.perform();
}

/** Whether there are any. */
export function hasCalls(): boolean {
  return known.length > 0;
}

/** Puts the methods in the place of the real ones. Before each, `undo` gets what puts the real one back. */
export function replaceCalls(undo: (() => void)[]): void {
  for (const { prototype, methods } of known) {
    for (const [name, method] of Object.entries(methods)) {
      const real = prototype[name] as Method;
      undo.push(() => {
        prototype[name] = real;
      });
      prototype[name] = function (this: never, ...args: never[]): unknown {
        const runner = activeRunner();
        if (runner === undefined) return real.apply(this, args);
        runner.isInCall = true;
        try {
          return method.apply(this, args);
        } finally {
          runner.isInCall = false;
        }
      };
    }
  }
}
