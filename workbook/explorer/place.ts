// From a stack to the author's line. Tsx, Vitest and Node map their own stacks to TypeScript.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "./scenario.ts";

const ownFolder = dirname(fileURLToPath(import.meta.url));

/** The innermost frame that is neither ours nor Node's. */
export function findPlace(stack: string): Place | undefined {
  for (const line of stack.split("\n")) {
    const match = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/.exec(line.trim());
    if (match === null) continue;
    const [, where = "", lineText, columnText] = match;
    const file = where.startsWith("file:") ? fileURLToPath(where.replace(/\?.*$/, "")) : where;
    if (file.startsWith("node:") || file === "<anonymous>" || dirname(file) === ownFolder) continue;
    return { file, line: Number(lineText), column: Number(columnText) };
  }
  return undefined;
}
