// The process that a pool sends its calls to: what the pool uses of it, and what the two say.

import type { ChildProcess } from "node:child_process";
import type { Outcome } from "#lesson/07-pools/runner.ts";
import { startProcess } from "./start-process.ts";

export type PoolChild = Pick<ChildProcess, "on" | "once" | "off" | "send" | "kill"> &
  Partial<Pick<ChildProcess, "ref" | "unref" | "channel">>;

/** @param serialization how messages are turned into bytes, on both sides */
export type ForkOptions = { serialization: "json" | "advanced" };
export type Fork = (module: URL, options: ForkOptions) => PoolChild;

/** Starts a process that loads `module` and runs what it exports. */
export const forkServer: Fork = (module, options) =>
  startProcess(new URL("./serve-calls.mjs", import.meta.url), [module.href], options);

/** To the process: which function, and its arguments. */
export type Call = [name: string, args: readonly unknown[]];

/** From it, one for each call: a result, or an error with what a copy of an error would lose. */
export type Answer =
  | [kind: "result", result: unknown]
  | [kind: "error", error: unknown, properties: object];

export function toOutcome(answer: Answer): Outcome {
  if (answer[0] === "result") return { kind: "result", result: answer[1] };
  const [, error, properties] = answer;
  return {
    kind: "error",
    error: error instanceof Error ? Object.assign(error, properties) : error,
  };
}

/** While it is held, the process and its channel keep the program that started it from ending. */
export function hold(child: PoolChild, isHeld: boolean): void {
  const change = isHeld ? "ref" : "unref";
  child[change]?.();
  child.channel?.[change]();
}
