// A name for the file, from a server that may want to write elsewhere: what is left is one safe name.

import { extname } from "node:path";
import { avoidOwnNames } from "#lesson/09-downloader/file/own-names.ts";
import { parseDisposition } from "#lesson/09-downloader/http/headers/disposition.ts";
import { decodePercent } from "#lesson/09-downloader/http/headers/text-decoding.ts";
import { replaceSteering } from "#lesson/09-downloader/plain-text.ts";

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

/** Empty if nothing of it is safe. */
export function toSafeName(name: string): string {
  // `%2F` is a slash to whoever decodes twice, so it is one here.
  const base = decodePercent(name).split(/[/\\]/).at(-1) ?? "";
  const clean = replaceSteering(base, "_")
    .replace(/[<>:"|?*]/g, "_")
    // No hidden file, no `..`; and Windows drops dots and spaces at the end.
    .replace(/^[.\s]+|[.\s]+$/g, "");
  // Last: what is cut may end differently.
  return avoidOwnNames(cut(reserved.test(clean) ? `_${clean}` : clean));
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
