// An error as a report holds it.

import { processError } from "@vitest/utils/error";
import type { RunError } from "../../checker/messages.ts";
import { listPlaces } from "../../explorer/trace/place.ts";

/** A test came to what a browser has not, such as a real thread. */
export class LeftOut extends Error {}

/** What Vitest would say of it. */
export function toRunError(thrown: unknown): RunError {
  if (thrown === null || typeof thrown !== "object") return { message: String(thrown), frames: [] };
  const stack = "stack" in thrown ? String(thrown.stack) : undefined;
  const error = processError(thrown) as { name?: unknown; message?: unknown; diff?: unknown };
  const name = "name" in thrown ? String(thrown.name) : undefined;
  return {
    message:
      "message" in error
        ? String(error.message) || (name ? "" : '""')
        : "an object without a message",
    ...(name === undefined ? {} : { name }),
    ...(typeof error.diff === "string" ? { diff: withoutColors(error.diff) } : {}),
    ...(stack === undefined ? {} : { stack }),
    frames: listPlaces(stack ?? ""),
  };
}

function withoutColors(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a color begins.
  return text.replace(/\u001b\[\d+m/g, "");
}
