// The headers of a reply as the rest of the program reads them: as text, each once, without empty words.

import { readCoding } from "#lesson/09-downloader/http/headers/content-coding.ts";
import { decodeBytes } from "#lesson/09-downloader/http/headers/text-decoding.ts";

/** Names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** @param given names in lower case; in values, a character for each byte */
export function readHeaders(
  given: Readonly<Record<string, string | string[] | undefined>>,
): Headers {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, readValue(name, [value].flat())]),
  );
  return { ...headers, "content-encoding": readCoding(headers["content-encoding"]) };
}

function readValue(name: string, values: readonly (string | undefined)[]): string | undefined {
  // Its values cannot be joined by a comma; no header has a line in it.
  if (name === "set-cookie") return values.join("\n");
  const [first] = values;
  if (first === undefined) return undefined;
  // A URL keeps its bytes, whatever text they are.
  if (name === "location") return first.replace(/[\u0080-\u00ff]/g, encodeURIByte);
  return decodeBytes(Buffer.from(first, "latin1"));
}

function encodeURIByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
