// From a stack to the author's lines. Tsx, Vitest and Node map their own stacks to TypeScript.

import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Located, Place } from "../contract/scenario.ts";

/** The explorer's folder, and the one that it runs from if it was compiled; each ends in a separator. */
const ownFolders = [join(dirname(fileURLToPath(import.meta.url)), "..", sep)];
const [here] = listPlaces(new Error("here").stack ?? "");
if (here !== undefined) ownFolders.push(join(dirname(here.file), sep));

/** The innermost frame that is neither ours nor Node's. */
export function findPlace(stack: string): Place | undefined {
  return locate(stack).place;
}

/** The same, and the frames that called it, up to where the explorer called the thread. */
export function locate(stack: string): Located {
  const places: Place[] = [];
  for (const place of listPlaces(stack)) {
    if (!isOwnFile(place.file)) places.push(place);
    else if (places.length > 0) break;
  }
  const [place, ...callers] = places;
  return { place, callers };
}

/** The innermost line of `file` that led there. */
export function findPlaceIn(
  file: string | undefined,
  { place, callers = [] }: Located,
): Place | undefined {
  return [place, ...callers].find((one) => one?.file === file && one !== undefined);
}

/**
 * `12` in `file`, whose name goes without saying; `lock.ts:12` in any other; `30 (lock.ts:12)` if
 * line 30 of `file` called it.
 */
export function showLine(at: Located, file: string | undefined): string {
  const { place } = at;
  if (place === undefined) return "";
  const own = findPlaceIn(file, at);
  if (own === place) return String(own.line);
  const named = `${basename(place.file)}:${place.line}`;
  return own === undefined ? named : `${own.line} (${named})`;
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
