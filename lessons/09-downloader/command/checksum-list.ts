// `--checksum-file`: a list such as SHA256SUMS, in which the line with a file's name decides.

import { readFile } from "node:fs/promises";
import type { Dispatcher } from "undici";
import { realClock } from "#lesson/09-downloader/clock.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import type { Command } from "#lesson/09-downloader/command/usage.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { Checksum } from "#lesson/09-downloader/download-options.ts";
import { explainDisk } from "#lesson/09-downloader/file/explain-disk.ts";
import { toSafeName } from "#lesson/09-downloader/file/file-name.ts";
import { type Client, createClient } from "#lesson/09-downloader/http/http-client.ts";
import { rejectStatus } from "#lesson/09-downloader/http/reject-status.ts";
import { retry } from "#solution/09-downloader/retry.ts";

/** Of the first of these names that has a line. Throws DownloadError `refused` if none has. */
export type FindChecksum = (names: readonly string[]) => Checksum;

const maxBytes = 16 * 2 ** 20;
const algorithm = "sha256";

/**
 * @param place a file, or a URL
 * @param urls of the files: what is in the headers is for their server, and for no other
 * @throws UsageError for a file that cannot be read, or that is no such list; DownloadError; the
 *   signal's reason
 */
export async function loadChecksums(
  place: string,
  {
    urls,
    dispatcher,
    signal,
  }: { urls: readonly string[]; dispatcher: Dispatcher; signal: AbortSignal },
  options: Command["options"],
): Promise<FindChecksum> {
  if (!/^https?:/i.test(place)) return parseChecksums(await readText(place), place);
  const [url = place] = urls;
  const settings = { ...options, clock: realClock, random: Math.random, signal };
  const client = createClient({ ...settings, dispatcher, url });
  try {
    const text = await retry(() => fetchText(place, client, signal), settings);
    return parseChecksums(text, place);
  } finally {
    client.close();
  }
}

/**
 * Reads what `sha256sum` writes (`HEX  NAME`, `HEX *NAME`), also with `--tag` (`SHA256 (NAME) = HEX`),
 * and a file with nothing but one checksum, which is of any name. All other lines are of something else.
 */
export function parseChecksums(text: string, place: string): FindChecksum {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const only =
    lines.filter((line) => line !== "").length === 1 ? readHex(lines.join("")) : undefined;
  const known = new Map<string, Set<string>>();
  for (const line of lines) {
    const found = readLine(line);
    if (!found) continue;
    const name = toSafeName(found.name);
    known.set(name, (known.get(name) ?? new Set()).add(found.hex));
  }
  if (known.size === 0 && only === undefined) {
    throw new UsageError(`Expected SHA-256 checksums with names in ${place}, got none.`);
  }
  return (names) => {
    const name = names.find((one) => known.has(one));
    const [hex = only, other] = known.get(name ?? "") ?? [];
    if (other !== undefined) {
      throw new DownloadError("refused", `${place} has more than one checksum for ${name}`);
    }
    if (hex !== undefined) return { algorithm, hex };
    const list = [...new Set(names)].join(" or ");
    throw new DownloadError("refused", `${place} has no line for ${list}`);
  };
}

function readLine(line: string): { name: string; hex: string } | undefined {
  const plain = /^(\\?)([0-9a-f]{64}) [ *](.+)$/i.exec(line);
  const tagged = /^(\\?)SHA256 \((.+)\) = ([0-9a-f]{64})$/i.exec(line);
  const [name, hex] = [plain?.[3] ?? tagged?.[2], readHex(plain?.[2] ?? tagged?.[3] ?? "")];
  if (name === undefined || hex === undefined) return undefined;
  // A backslash before the line says that there are some in the name.
  const isEscaped = (plain ?? tagged)?.[1] === "\\";
  return { name: isEscaped ? name.replace(/\\([\\nr])/g, readEscape) : name, hex };
}

function readEscape(_: string, letter: string): string {
  return letter === "n" ? "\n" : letter === "r" ? "\r" : letter;
}

function readHex(text: string): string | undefined {
  return /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : undefined;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError(`Expected checksums in ${file}: ${explainDisk(cause)}.`, { cause });
  }
}

async function fetchText(url: string, client: Client, signal: AbortSignal): Promise<string> {
  const headers = { "accept-encoding": "identity" };
  const reply = await client.send({ method: "GET", url, headers, signal });
  if (reply.status !== 200) {
    await reply.body.discard();
    throw rejectStatus(reply);
  }
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const batch of reply.body) {
    for (const { length } of batch) sizeBytes += length;
    if (sizeBytes > maxBytes) throw new DownloadError("refused", `${url} is no list: too long`);
    pieces.push(...batch);
  }
  return Buffer.concat(pieces).toString();
}
