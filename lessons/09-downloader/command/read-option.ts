// The values of options as they are typed: what they mean, and one sentence for those that mean nothing.

import { basename, isAbsolute, join, sep } from "node:path";
import type { Checksum } from "#lesson/09-downloader/download-options.ts";

/** The command line is wrong. */
export class UsageError extends Error {}

/**
 * @param place where it stands, for the error
 * @throws UsageError for what is no URL of a web server
 */
export function checkUrl(text: string, place?: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  const got = place === undefined ? `“${text}”` : `“${text}” ${place}`;
  throw new UsageError(`Expected a URL such as https://example.org/file, got ${got}.`);
}

export function checkRedisUrl(name: string, text: string): string {
  const isUrl = URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol);
  if (isUrl && new URL(text).hostname !== "") return text;
  throw new UsageError(
    `Expected a Redis such as redis://127.0.0.1:6379 for ${name}, got “${text}”.`,
  );
}

export function readCount(name: string, text: string, least: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= least) return count;
  throw new UsageError(`Expected a whole number of ${least} or more for ${name}, got “${text}”.`);
}

/** `512`, `64K`, `4M`, `1.5G`; each letter stands for 1,024 times the one before. */
export function readSize(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const found = /^(\d+(?:\.\d+)?)([kmg]?)(?:i?b)?$/i.exec(text);
  const power = ["", "k", "m", "g"].indexOf(found?.[2]?.toLowerCase() ?? "");
  const size = Math.floor(Number(found?.[1]) * 1_024 ** power);
  if (size >= 1) return size;
  throw new UsageError(`Expected a size such as 512K or 4M for ${name}, got “${text}”.`);
}

export function readHeaders(lines: readonly string[], userAgent: string | undefined) {
  const headers: Record<string, string> = { "user-agent": userAgent ?? "interleave-download" };
  for (const line of lines) {
    const found = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(line);
    if (!found?.[1])
      throw new UsageError(`Expected a header such as 'Name: value', got “${line}”.`);
    headers[found[1].toLowerCase()] = found[2] ?? "";
  }
  return headers;
}

/**
 * @param folder where it is, if it does not say so itself
 * @throws UsageError for what can be the name of a folder only
 */
export function readOutput(text: string | undefined, folder: string): string | undefined {
  if (text === undefined) return undefined;
  // `basename` takes no notice of a slash at the end.
  const last = text.endsWith("/") || text.endsWith(sep) ? "" : basename(text);
  if (!["", ".", ".."].includes(last)) return isAbsolute(text) ? text : join(folder, text);
  throw new UsageError(
    `Expected the name of a file for --output, got “${text}”; a folder goes with --dir.`,
  );
}

export function readChecksum(text: string | undefined): Checksum | undefined {
  if (text === undefined) return undefined;
  const found = /^(sha256):([0-9a-f]{64})$/i.exec(text);
  if (found?.[2]) return { algorithm: "sha256", hex: found[2].toLowerCase() };
  throw new UsageError(`Expected a checksum such as sha256:…, 64 digits in all, got “${text}”.`);
}
