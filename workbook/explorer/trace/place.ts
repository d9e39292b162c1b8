// From a stack to the author's lines. Tsx, Vitest and Node map their own stacks to TypeScript.

import { host } from "../contract/host.ts";
import type { Located, Place } from "../contract/scenario.ts";

/** How the names of our own files begin: by the source, and by what runs if it was compiled. */
const [here] = listPlaces(new Error("here").stack ?? "");
const own = [toFile(import.meta.url), here?.file ?? []].flat().map(startOfOwn);

/** The explorer's folder. Where all of it is in a file or two, that is their folder, but on the web others' files may lie there. */
function startOfOwn(file: string): string {
  const [, folder] = /^(.*[\\/])trace[\\/]place\.ts$/.exec(file) ?? [];
  return folder ?? (isUrl(file) ? file : file.replace(/[^\\/]*$/, ""));
}

/** The innermost frame that is neither ours nor Node's. */
export function findPlace(stack: string): Place | undefined {
  return listPlaces(stack).find(({ file }) => !isOwnFile(file));
}

/**
 * The same for a step, and the frames that called it, up to where the explorer called the thread. A getter looks like a field, so
 * the line of its file that asks it stands for it.
 */
export function locate(stack: string): Located {
  const frames: Frame[] = [];
  for (const frame of listFrames(stack)) {
    if (!isOwnFile(frame.place.file)) frames.push(frame);
    else if (frames.length > 0) break;
  }
  const asked = frames.findIndex(
    ({ place, isGetter }, at) => !isGetter || frames[at + 1]?.place.file !== place.file,
  );
  const [place, ...callers] = frames.slice(asked).map((frame) => frame.place);
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
  const named = `${nameFile(place.file)}:${place.line}`;
  return own === undefined ? named : `${own.line} (${named})`;
}

function isOwnFile(file: string): boolean {
  return own.some((start) => file.startsWith(start));
}

/** The last part of a path or a URL. */
export function nameFile(file: string): string {
  return file.replace(/^.*[\\/]/, "");
}

/** Of what a stack names by a path or a URL. */
function toFile(where: string): string {
  return isUrl(where) ? host.toFile(where.replace(/\?.*$/, "")) : where;
}

function isUrl(where: string): boolean {
  return /^(file|https?|blob|data):/.test(where);
}

/** Where the frames of a stack are, innermost first. */
export function listPlaces(stack: string): Place[] {
  return [...listFrames(stack)].map(({ place }) => place);
}

interface Frame {
  place: Place;
  isGetter: boolean;
}

/** `at get value (lock.ts:1:2)` or `at Lock.get value (…)` in V8, `get value@lock.ts:1:2` in the engines of Firefox and Safari. */
function* listFrames(stack: string): Generator<Frame> {
  for (const text of stack.split("\n")) {
    const match = /(?:\(|at (?:async )?|@)((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/.exec(
      text.trim(),
    );
    if (match === null) continue;
    const [, where = "", line, column] = match;
    const file = toFile(where);
    if (file.startsWith("node:") || file === "<anonymous>") continue;
    const place = { file, line: Number(line), column: Number(column) };
    yield { place, isGetter: /^(?:at (?:[^\s()]+\.)?)?get /.test(text.trim()) };
  }
}
