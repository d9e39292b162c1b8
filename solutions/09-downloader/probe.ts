// Exercise `probe`: what a server says of a file, before we ask for any of it.

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
const firstByte = { start: 0, end: 1 };
const plain = { "accept-encoding": "identity" };

/**
 * Asks for the first byte, and where the answer does not show that there are parts, for the file.
 * Then the client keeps the file, which has begun to come, for the next request.
 *
 * @throws DownloadError by what the server answers: `refused`, `busy` or `transient`
 */
export async function probe(client: Client, url: string, signal?: AbortSignal): Promise<Resource> {
  const options = signal ? { signal } : {};
  const range = formatRange(firstByte);
  const headers = { ...plain, range };
  const reply = await client.send({ method: "GET", url, headers, ...options });
  if (reply.status === 200 && (await isWhole(reply))) return keepWhole(client, reply);
  await reply.body.discard();
  const sizeBytes = readSizeOfPart(reply);
  if (sizeBytes !== undefined) return { ...describe(reply, sizeBytes), acceptsRanges: true };
  if (!tryWhole.includes(reply.status)) throw rejectStatus(reply);
  const whole = await client.send({ method: "GET", url, headers: plain, ...options });
  if (whole.status === 200) return keepWhole(client, whole);
  await whole.body.discard();
  throw rejectStatus(whole);
}

/** Undefined unless it is the part that was asked for, and says how large the file is. */
function readSizeOfPart({ status, headers }: Reply): number | undefined {
  const found = status === 206 ? parseContentRange(headers["content-range"]) : undefined;
  const isPart = found?.start === firstByte.start && found.end === firstByte.end;
  const isRight = isPart && headers["content-encoding"] === undefined;
  // Some give the size of the part for that of the file.
  return isRight && found.sizeBytes !== firstByte.end ? found.sizeBytes : undefined;
}

/** Some send the part with status 200. */
async function isWhole({ headers, body }: Reply): Promise<boolean> {
  return headers["content-range"] === undefined && (await body.hasMoreThan(firstByte.end));
}

function keepWhole(client: Client, reply: Reply): Resource {
  client.keep(reply);
  return describe(reply, parseSize(reply.headers["content-length"]));
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
