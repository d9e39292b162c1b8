// `--info`: what a server says of a file, a line each.

import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { chooseIfRange } from "#lesson/09-downloader/http/validators.ts";
import { toPlainText } from "#lesson/09-downloader/plain-text.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

/** @param notes what the server does oddly */
export function describeResource(resource: Resource, notes: readonly string[]): string {
  const { url, sizeBytes, acceptsRanges, type, encoding, etag, lastModified } = resource;
  const rows: [string, string | undefined][] = [
    ["url", url],
    ["name", chooseFileName(url, resource.disposition)],
    ["type", type],
    ["length", sizeBytes === undefined ? "unknown" : `${sizeBytes} bytes`],
    ["encoding", encoding],
    ["ranges", acceptsRanges ? "yes" : "no"],
    ["etag", etag],
    ["last modified", lastModified],
    ["can be continued", acceptsRanges && chooseIfRange(resource) !== undefined ? "yes" : "no"],
    ...notes.map((note): [string, string] => ["note", note]),
  ];
  return rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${toPlainText(`${name}: ${value}`)}\n`)
    .join("");
}
