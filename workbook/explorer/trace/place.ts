// From a stack to the author's line. Tsx, Vitest and Node map their own stacks to TypeScript.

import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "../contract/scenario.ts";

/** The explorer's folder, and the one that it runs from if it was compiled; each ends in a separator. */
const ownFolders = [join(dirname(fileURLToPath(import.meta.url)), "..", sep)];
const [here] = listPlaces(new Error("here").stack ?? "");
if (here !== undefined) ownFolders.push(join(dirname(here.file), sep));

/** The innermost frame that is neither ours nor Node's. */
export function findPlace(stack: string): Place | undefined {
  for (const place of listPlaces(stack)) {
    if (!isOwnFile(place.file)) return place;
  }
  return undefined;
}

function isOwnFile(file: string): boolean {
  return ownFolders.some((folder) => file.startsWith(folder));
}

/** The path of what a stack names by a path or a URL. */
function toFile(where: string): string {
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
