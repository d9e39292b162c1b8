// How a thread is over, and which ends are equal.

import type { Stop } from "../interceptions/stop.ts";
import { showValue } from "./show-value.ts";

/** How a thread is over. `key` is equal for ends that nothing can tell apart. */
export type End =
  | { kind: "returned"; key: string; value: unknown }
  | { kind: "threw"; key: string; error: unknown; isAssertion: boolean }
  | { kind: "unsupported"; key: string; message: string; stack: string };

export function impure(stack: string, where: string): End {
  return {
    kind: "unsupported",
    key: "impure",
    message: `it did something else when the same schedule was run again${where}; it depends on more than the memory and its own variables`,
    stack,
  };
}

export function endOf(stop: Exclude<Stop, { kind: "operation" } | { kind: "diverged" }>): End {
  if (stop.kind === "returned") {
    return { kind: "returned", key: `returned ${showValue(stop.value)}`, value: stop.value };
  }
  if (stop.kind === "unsupported") return { ...stop, key: `unsupported ${stop.message}` };
  const { error } = stop;
  const isAssertion =
    error instanceof Error && (error.name === "AssertionError" || "matcherResult" in error);
  const message = error instanceof Error ? `${error.name}: ${error.message}` : showValue(error);
  return { kind: "threw", key: `threw ${message}`, error, isAssertion };
}
