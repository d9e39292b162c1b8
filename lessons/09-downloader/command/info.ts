// `--info`: what a server says of a file, a line each, or as one event.

import type { FoundResource } from "#lesson/09-downloader/download-options.ts";
import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { chooseIfRange } from "#lesson/09-downloader/http/validators.ts";
import { toPlainJson, toPlainText } from "#lesson/09-downloader/plain-text.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

export function describeResource(resource: Resource): string {
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
    ["can be continued", isResumable(resource) ? "yes" : "no"],
  ];
  return rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${toPlainText(`${name}: ${value}`)}\n`)
    .join("");
}

/** @param url as it was asked for */
export function toInfoEvent(resource: Resource, url: string): string {
  const file = chooseFileName(resource.url, resource.disposition);
  return `${toPlainJson({ url, type: "info", file, resource, isResumable: isResumable(resource) })}\n`;
}

/** Whether a later run can take up what this one leaves. */
export function isResumable(resource: FoundResource): boolean {
  return resource.acceptsRanges && chooseIfRange(resource) !== undefined;
}
