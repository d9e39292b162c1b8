// right: each answer tells what it knows and leaves open what it does not

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { formatRange, parseContentRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client, Reply } from "#lesson/09-downloader/http/http-client.ts";
import { rejectStatus } from "#lesson/09-downloader/http/reject-status.ts";
import { readValidators, type Validators } from "#lesson/09-downloader/http/validators.ts";

/** A file on a server. What the server did not say is undefined. */
export interface Resource extends Validators {
  /** After all redirects: where to ask for its bytes. */
  url: string;
  sizeBytes: number | undefined;
  /** Whether the server sends parts of it, as far as it has shown. */
  acceptsRanges: boolean;
  type: string | undefined;
  /** `gzip` and the like, though we asked for none. */
  encoding: string | undefined;
  /** The `Content-Disposition`, which may name the file. */
  disposition: string | undefined;
}

/** Servers that do not know `HEAD`, or forbid it, may still answer a `GET`. */
const tryGet = [403, 405, 501];
const plain = { "accept-encoding": "identity" };

/**
 * Asks with `HEAD`, and where that does not tell whether there are ranges, with a `GET` of one byte.
 *
 * @throws DownloadError by what the server answers: `refused`, `busy` or `transient`
 */
export async function probe(client: Client, url: string, signal?: AbortSignal): Promise<Resource> {
  const send = (method: "HEAD" | "GET", more = {}): Promise<Reply> =>
    client.send({ method, url, headers: { ...plain, ...more }, ...(signal ? { signal } : {}) });
  let reply = await send("HEAD");
  await reply.body.discard();
  let known = tellByHead(reply);
  if (known.acceptsRanges === undefined) {
    reply = await send("GET", { range: formatRange({ start: 0, end: 1 }) });
    await reply.body.discard();
    known = tellByGet(reply);
  }
  return { ...describe(reply, known.sizeBytes), acceptsRanges: known.acceptsRanges ?? false };
}

/** What one answer tells; undefined is what it leaves open. */
interface Known {
  sizeBytes: number | undefined;
  acceptsRanges: boolean | undefined;
}

function tellByHead(reply: Reply): Known {
  const open = { sizeBytes: undefined, acceptsRanges: undefined };
  if (tryGet.includes(reply.status)) return open;
  if (reply.status !== 200) throw rejectStatus(reply);
  const says = reply.headers["accept-ranges"]?.toLowerCase();
  const { sizeBytes, encoding } = describe(reply, parseSize(reply.headers["content-length"]));
  if (says === "none" || encoding) return { sizeBytes, acceptsRanges: false };
  if (says === "bytes" && sizeBytes !== undefined) return { sizeBytes, acceptsRanges: true };
  return sizeBytes === 0 ? { sizeBytes, acceptsRanges: false } : open;
}

function tellByGet(reply: Reply): Known {
  if (reply.status === 416) return { sizeBytes: 0, acceptsRanges: false };
  if (reply.status === 200) {
    return { sizeBytes: parseSize(reply.headers["content-length"]), acceptsRanges: false };
  }
  if (reply.status !== 206) throw rejectStatus(reply);
  const got = parseContentRange(reply.headers["content-range"]);
  const isPlain = reply.headers["content-encoding"] === undefined;
  return { sizeBytes: got?.sizeBytes, acceptsRanges: got?.start === 0 && isPlain };
}

function describe({ url, headers }: Reply, sizeBytes: number | undefined): Resource {
  const encoding = headers["content-encoding"]?.toLowerCase();
  const isEncoded = encoding !== undefined && encoding !== "identity";
  return {
    ...readValidators(headers),
    url,
    // The length of an encoded body is not that of the file.
    sizeBytes: isEncoded ? undefined : sizeBytes,
    acceptsRanges: false,
    type: headers["content-type"],
    encoding: isEncoded ? encoding : undefined,
    disposition: headers["content-disposition"],
  };
}

function parseSize(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const size = Number(header);
  if (/^\d+$/.test(header) && Number.isSafeInteger(size)) return size;
  throw new DownloadError("transient", `expected a length in bytes, got “${header}”`);
}
