// wrong: takes the length of the compressed file for that of the file
// verdict: test-failed
// says: knows no size of a file that comes compressed
// hint: How many bytes will there be when it is unpacked? The server has not said.

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
  const options = signal ? { signal } : {};
  const head = await client.send({ method: "HEAD", url, headers: plain, ...options });
  await head.body.discard();
  if (head.status === 200) {
    const resource = describe(head, parseSize(head.headers["content-length"]));
    const says = head.headers["accept-ranges"]?.toLowerCase();
    const isEncoded = resource.encoding !== undefined;
    if (says === "none" || isEncoded) return { ...resource, acceptsRanges: false };
    if (says === "bytes" && resource.sizeBytes !== undefined) {
      return { ...resource, acceptsRanges: true };
    }
    // There would be no first byte to ask for.
    if (resource.sizeBytes === 0) return { ...resource, acceptsRanges: false };
  } else if (!tryGet.includes(head.status)) {
    throw rejectStatus(head);
  }
  return await probeByGet(client, url, options);
}

async function probeByGet(
  client: Client,
  url: string,
  options: { signal?: AbortSignal },
): Promise<Resource> {
  const range = formatRange({ start: 0, end: 1 });
  const headers = { ...plain, range };
  const reply = await client.send({ method: "GET", url, headers, ...options });
  await reply.body.discard();
  if (reply.status === 206) {
    const found = parseContentRange(reply.headers["content-range"]);
    const isRight = found?.start === 0 && reply.headers["content-encoding"] === undefined;
    return { ...describe(reply, found?.sizeBytes), acceptsRanges: isRight };
  }
  // The whole file: it does not know ranges. It is not read here; the download will ask again.
  if (reply.status === 200) return describe(reply, parseSize(reply.headers["content-length"]));
  // An empty file has no first byte.
  if (reply.status === 416) return describe(reply, 0);
  throw rejectStatus(reply);
}

function describe({ url, headers }: Reply, sizeBytes: number | undefined): Resource {
  const encoding = headers["content-encoding"]?.toLowerCase();
  const isEncoded = encoding !== undefined && encoding !== "identity";
  return {
    ...readValidators(headers),
    url,
    // The length of an encoded body is not that of the file.
    sizeBytes,
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
