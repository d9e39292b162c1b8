// Turns what Vitest says of a test or an error into what a report holds.

import type { TestCase } from "vitest/node";
import type { RunError, TestReport } from "../messages.ts";

export function toTestReport(test: TestCase): TestReport {
  const result = test.result();
  const { held, recording, isTooLarge } = test.meta() as Pick<
    TestReport,
    "held" | "recording" | "isTooLarge"
  >;
  return {
    id: test.id,
    title: test.name,
    state: result.state,
    errors: (result.errors ?? []).map(toRunError),
    ...(held === undefined ? {} : { held }),
    ...(recording === undefined ? {} : { recording }),
    ...(isTooLarge === undefined ? {} : { isTooLarge }),
  };
}

interface VitestError {
  name?: string;
  /** Whatever was thrown, if that is no object: null, say. An object may have none. */
  message?: unknown;
  diff?: string;
  stack?: string;
  stacks?: { file: string; line: number; column: number }[];
}

export function toRunError(error: VitestError): RunError {
  return {
    message: describeThrown(error),
    ...(error.name ? { name: error.name } : {}),
    ...(error.diff ? { diff: error.diff } : {}),
    ...(error.stack ? { stack: error.stack } : {}),
    frames: (error.stacks ?? []).map(({ file, line, column }) => ({ file, line, column })),
  };
}

function describeThrown(error: VitestError): string {
  if (!("message" in error)) return "an object without a message";
  return String(error.message) || (error.name ? "" : '""');
}
