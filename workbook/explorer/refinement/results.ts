// What a call came to, as text: equal for what no client can tell apart.

import type { AnySpecification } from "./specification.ts";

/** Between the results of a thread's calls. */
export const separator = "; ";

/** Behind the result of a timed call that has slept for as long as it may. */
const timeOver = " when its time is over";

type Errors = AnySpecification["errors"];

/** Makes the call. An error is a result like any other. */
export function resultOf(
  call: () => unknown,
  errors: Errors,
  whenThrown: () => void = () => {},
): string {
  try {
    return showValue(call());
  } catch (error) {
    whenThrown();
    return `throws ${showError(error, errors)}`;
  }
}

/** The result of a call that took `tookMs` and could take `timeoutMs`. */
export function inItsTime(result: string, tookMs: number, timeoutMs: number): string {
  if (tookMs < timeoutMs) return result;
  return tookMs === timeoutMs ? whenTimeIsOver(result) : `${result} after ${tookMs} ms`;
}

export function whenTimeIsOver(result: string): string {
  return `${result}${timeOver}`;
}

/** The result, whenever it came. */
export function whenever(result: string): string {
  return result.replace(timeOver, "");
}

function showError(error: unknown, errors: Errors = []): string {
  const known = errors.find((type) => error instanceof type);
  if (known) return known.name;
  if (!(error instanceof Error)) return showValue(error);
  // Never taken for one that is known, whatever it is called.
  return `${error.name}: ${error.message}`.replaceAll(separator, ", ");
}

function showValue(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value)
      .map(([name, part]) => `${name} ${showValue(part)}`)
      .join(", ");
  }
  return JSON.stringify(value) ?? String(value);
}
