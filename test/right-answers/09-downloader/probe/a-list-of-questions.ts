// right: a list of questions, asked until one is answered

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
  for (const ask of [askByHead, askForFirstByte]) {
    const resource = await ask(client, url, signal ? { signal } : {});
    if (resource) return resource;
  }
  throw new DownloadError("transient", "the server says nothing of the file");
}

type Ask = (
  client: Client,
  url: string,
  options: { signal?: AbortSignal },
) => Promise<Resource | undefined>;

/** Undefined where that does not tell whether there are ranges. */
const askByHead: Ask = async (client, url, options) => {
  const head = await client.send({ method: "HEAD", url, headers: plain, ...options });
  await head.body.discard();
  if (tryGet.includes(head.status)) return undefined;
  if (head.status !== 200) throw rejectStatus(head);
  const resource = describe(head, parseSize(head.headers["content-length"]));
  const { "accept-ranges": unit = "" } = head.headers;
  const hasNone = unit.toLowerCase() === "none" || resource.encoding !== undefined;
  if (hasNone || (resource.sizeBytes === 0 && unit.toLowerCase() !== "bytes")) return resource;
  if (unit.toLowerCase() !== "bytes" || resource.sizeBytes === undefined) return undefined;
  return { ...resource, acceptsRanges: true };
};

const askForFirstByte: Ask = async (client, url, options) => {
  const headers = { ...plain, range: formatRange({ start: 0, end: 1 }) };
  const reply = await client.send({ method: "GET", url, headers, ...options });
  await reply.body.discard();
  switch (reply.status) {
    case 206: {
      const got = parseContentRange(reply.headers["content-range"]);
      const resource = describe(reply, got?.sizeBytes);
      const isPlain = reply.headers["content-encoding"] === undefined;
      return { ...resource, acceptsRanges: isPlain && got?.start === 0 };
    }
    case 200:
      return describe(reply, parseSize(reply.headers["content-length"]));
    case 416:
      return describe(reply, 0);
    default:
      throw rejectStatus(reply);
  }
};

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
