// right: each answer tells what it knows and leaves open what it does not

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

/** What says nothing of the file, and may say only that no part of it is to be had. */
const tryWhole = [200, 206, 400, 403, 405, 406, 416, 500, 501];

/**
 * Asks for the first byte, and where the answer does not show that there are parts, for the file.
 * Then the client keeps the file, which has begun to come, for the next request.
 *
 * @throws DownloadError by what the server answers: `refused`, `busy` or `transient`
 */
export async function probe(client: Client, url: string, signal?: AbortSignal): Promise<Resource> {
  const send = (more = {}): Promise<Reply> => {
    const headers = { "accept-encoding": "identity", ...more };
    return client.send({ method: "GET", url, headers, ...(signal ? { signal } : {}) });
  };
  let reply = await send({ range: formatRange({ start: 0, end: 1 }) });
  const known = await tell(reply);
  if (known.isWhole === undefined) {
    await reply.body.discard();
    if (!tryWhole.includes(reply.status)) throw rejectStatus(reply);
    reply = await send();
    if (reply.status !== 200) await reply.body.discard();
    if (reply.status !== 200) throw rejectStatus(reply);
    known.isWhole = true;
  }
  if (known.isWhole) client.keep(reply);
  else await reply.body.discard();
  const sizeBytes = known.sizeBytes ?? parseSize(reply.headers["content-length"]);
  return { ...describe(reply, sizeBytes), acceptsRanges: !known.isWhole };
}

/** What one answer tells; undefined is what it leaves open. */
interface Known {
  isWhole?: boolean;
  sizeBytes?: number | undefined;
}

async function tell({ status, headers, body }: Reply): Promise<Known> {
  const range = parseContentRange(headers["content-range"]);
  if (status === 200) {
    return range === undefined && (await body.hasMoreThan(1)) ? { isWhole: true } : {};
  }
  const isPart =
    status === 206 && range?.start === 0 && range.end === 1 && !headers["content-encoding"];
  if (!isPart || range.sizeBytes === undefined || range.sizeBytes <= 1) return {};
  return { isWhole: false, sizeBytes: range.sizeBytes };
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
