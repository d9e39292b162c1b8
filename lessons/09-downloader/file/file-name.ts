// A name for the file, from a server that may want to write elsewhere: what is left is one safe name.

import { extname } from "node:path";
import { avoidOwnNames } from "#lesson/09-downloader/file/own-names.ts";

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const maxBytes = 200;

/**
 * @param disposition the `Content-Disposition` header; where it names nothing, the URL does
 * @param urlName a safe name to take for that of the URL
 */
export function chooseFileName(
  url: string,
  disposition: string | undefined,
  urlName = toSafeName(lastOf(url)),
): string {
  return toSafeName(parseDisposition(disposition) ?? "") || urlName || "download";
}

/**
 * `name`, or else the next that is free: `cat.png` is followed by `cat-2.png`.
 *
 * @param used names in the form of `foldCase`; the one that is picked is added
 */
export function pickFreeName(name: string, used: Set<string>): string {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  let free = name;
  for (let number = 2; used.has(foldCase(free)); number++) free = `${stem}-${number}${extension}`;
  used.add(foldCase(free));
  return free;
}

/** The same for names that are one file on a disk that does not tell upper from lower case. */
export function foldCase(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** `filename*=UTF-8''…` comes before `filename="…"` (RFC 6266). */
export function parseDisposition(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const extended = /;\s*filename\*\s*=\s*(?:utf-8)'[^']*'([^;\s]+)/i.exec(header)?.[1];
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1];
  const plain = /;\s*filename\s*=\s*([^";\s]+)/i.exec(header)?.[1];
  return extended ? decode(extended) : (quoted?.replace(/\\(["\\])/g, "$1") ?? plain);
}

/** Empty if nothing of it is safe. */
export function toSafeName(name: string): string {
  // `%2F` is a slash to whoever decodes twice, so it is one here.
  const base = decode(name).split(/[/\\]/).at(-1) ?? "";
  const clean = base
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, "_")
    // No hidden file, no `..`; and Windows drops dots and spaces at the end.
    .replace(/^[.\s]+|[.\s]+$/g, "");
  // Last: what is cut may end differently.
  return avoidOwnNames(cut(reserved.test(clean) ? `_${clean}` : clean));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function lastOf(url: string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

/** File systems count bytes, and we need room for `.part.json`. The extension stays. */
function cut(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? "";
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + extension) > maxBytes) stem = [...stem].slice(0, -1).join("");
  return stem + extension;
}
