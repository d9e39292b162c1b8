// `Content-Encoding`: what has to be undone to have the file, which is often less than the header says.

import { parseDisposition } from "#lesson/09-downloader/http/headers/disposition.ts";

/** Written by servers that encode nothing, beside types and charsets. */
const meaningless = ["", "identity", "none", "binary", "7bit", "8bit", "aws-chunked"];

/** Files that are what the coding makes, by the end of their name and by their type. */
const ownFiles: Record<string, { name: RegExp; type: RegExp }> = {
  gzip: {
    name: /\.(?:gz|tgz|taz|gzip|svgz|emz|wmz|cpgz|dz|adz)$/i,
    type: /^application\/(?:x-)?(?:gzip|gunzip|gzip-compressed|tgz|gtar|compressed-tar|tar-gz)\b/i,
  },
  compress: { name: /\.t?z$/i, type: /^application\/(?:x-)?compress\b/i },
  br: { name: /\.br$/i, type: /^application\/(?:x-)?br(?:otli)?\b/i },
  zstd: { name: /\.t?zst$/i, type: /^application\/(?:x-)?zstd\b/i },
  bzip2: { name: /\.t?bz2?$/i, type: /^application\/(?:x-)?bzip2?\b/i },
  xz: { name: /\.(?:xz|txz)$/i, type: /^application\/(?:x-)?xz\b/i },
};

/** The codings in lower case, as in `gzip, br`; undefined if there is nothing to undo. */
export function readCoding(header: string | undefined): string | undefined {
  const codings = (header ?? "").toLowerCase().split(",");
  const real = codings.map((coding) => coding.trim()).filter((coding) => !isMeaningless(coding));
  return real.length > 0 ? real.join(", ") : undefined;
}

function isMeaningless(coding: string): boolean {
  return meaningless.includes(coding) || coding.includes("/") || isCharset(coding);
}

function isCharset(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

/**
 * Whether the coding is that of the file: a server that has `x.tar.gz` may send it as `gzip`, and who
 * asks for it wants it as it is, as its checksum does.
 */
export function isOwnCoding(
  coding: string,
  url: string,
  headers: Readonly<Record<string, string | undefined>>,
): boolean {
  const own = ownFiles[coding.replace(/^x-/, "")];
  if (!own) return false;
  const named = parseDisposition(headers["content-disposition"]);
  const isOwnType = own.type.test(headers["content-type"]?.trim() ?? "");
  return isOwnType || own.name.test(named ?? new URL(url).pathname);
}
