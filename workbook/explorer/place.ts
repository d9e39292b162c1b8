// From a stack to the author's line. Tsx, Vitest and Node map their own stacks to TypeScript.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "./scenario.ts";

/** Where our code lies, and where it runs from if it was compiled. */
const ownFolders = new Set([dirname(fileURLToPath(import.meta.url))]);
const [here] = listPlaces(new Error("here").stack ?? "");
if (here !== undefined) ownFolders.add(dirname(here.file));

/** The innermost frame that is neither ours nor Node's. */
export function findPlace(stack: string): Place | undefined {
  for (const place of listPlaces(stack)) if (!isOwnFile(place.file)) return place;
  return undefined;
}

export function isOwnFile(file: string): boolean {
  return ownFolders.has(dirname(file));
}

/** The path of what a stack names by a path or a URL. */
export function toFile(where: string): string {
  return where.startsWith("file:") ? fileURLToPath(where.replace(/\?.*$/, "")) : where;
}

function* listPlaces(stack: string): Generator<Place> {
  for (const text of stack.split("\n")) {
    const match = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/.exec(text.trim());
    if (match === null) continue;
    const [, where = "", line, column] = match;
    const file = toFile(where);
    if (file.startsWith("node:") || file === "<anonymous>") continue;
    yield { file, line: Number(line), column: Number(column) };
  }
}
