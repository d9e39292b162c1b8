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

/** Answers to the first question that leave the second open. */
const open = [200, 206, 400, 403, 405, 406, 416, 500, 501];

/**
 * Asks for the first byte, and where the answer does not show that there are parts, for the file.
 * Then the client keeps the file, which has begun to come, for the next request.
 *
 * @throws DownloadError by what the server answers: `refused`, `busy` or `transient`
 */
export async function probe(client: Client, url: string, signal?: AbortSignal): Promise<Resource> {
  for (const range of [formatRange({ start: 0, end: 1 }), undefined]) {
    const headers = { "accept-encoding": "identity", ...(range ? { range } : {}) };
    const reply = await client.send({ method: "GET", url, headers, ...(signal ? { signal } : {}) });
    const resource = await read(reply, range === undefined, client);
    if (resource) return resource;
    await reply.body.discard();
    if (range === undefined || !open.includes(reply.status)) throw rejectStatus(reply);
  }
  throw new DownloadError("transient", "the server says nothing of the file");
}

/** Undefined where the answer does not tell. */
async function read(reply: Reply, isOfAll: boolean, client: Client): Promise<Resource | undefined> {
  const { status, headers, body } = reply;
  if (status === 200) {
    const isPart = headers["content-range"] !== undefined || !(await body.hasMoreThan(1));
    if (isPart && !isOfAll) return undefined;
    client.keep(reply);
    return describe(reply, parseSize(headers["content-length"]));
  }
  if (status !== 206 || isOfAll || headers["content-encoding"] !== undefined) return undefined;
  const { start, end, sizeBytes } = parseContentRange(headers["content-range"]) ?? {};
  if (start !== 0 || end !== 1 || sizeBytes === undefined || sizeBytes === 1) return undefined;
  await body.discard();
  return { ...describe(reply, sizeBytes), acceptsRanges: true };
}

function describe({ url, headers }: Reply, sizeBytes: number | undefined): Resource {
  const encoding = headers["content-encoding"];
  return {
    ...readValidators(headers),
    url,
    // The length of an encoded body is not that of the file.
    sizeBytes: encoding === undefined ? sizeBytes : undefined,
    acceptsRanges: false,
    type: headers["content-type"],
    encoding,
    disposition: headers["content-disposition"],
  };
}

/** No reply comes through whose length is no number. */
function parseSize(header: string | undefined): number | undefined {
  return header === undefined ? undefined : Number(header);
}
