// `Content-Disposition`, which may name the file: read as servers write it, and not only as they should.

import { decodePercent, readPercent } from "#lesson/09-downloader/http/headers/text-decoding.ts";

/**
 * `filename*=UTF-8''…` comes before `filename="…"` (RFC 6266); both may lack their quotes, or have
 * some that they should not. Undefined where the header names nothing.
 */
export function parseDisposition(header: string | undefined): string | undefined {
  const parameters = readParameters(header ?? "");
  return decodeExtended(parameters.get("filename*")) ?? parameters.get("filename");
}

/** By name in lower case; of those that come twice, the first. What is in quotes is one value. */
function readParameters(header: string): Map<string, string> {
  const parameters = new Map<string, string>();
  const parameter = /(?:^|;)\s*(?:([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)|([^;]*))|[^;]*)/g;
  for (const [, name, quoted, plain] of header.matchAll(parameter)) {
    const key = name?.toLowerCase();
    if (key === undefined || parameters.has(key)) continue;
    parameters.set(key, quoted?.replace(/\\(["\\])/g, "$1") ?? plain?.trim() ?? "");
  }
  return parameters;
}

/** Of `UTF-8'en'na%C3%AFve.txt`. */
function decodeExtended(value: string | undefined): string | undefined {
  const [, charset = "", text = ""] = /^([^']*)'[^']*'(.+)$/.exec(value ?? "") ?? [];
  if (text === "") return undefined;
  if (/^iso-8859-1$/i.test(charset)) return readPercent(text).toString("latin1");
  return decodePercent(text);
}
