// right: checks one thing after another, and throws right there

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import {
  type ByteRange,
  formatRange,
  parseContentRange,
  parseUnsatisfiedRange,
} from "#lesson/09-downloader/http/byte-range.ts";
import type { Client, Reply } from "#lesson/09-downloader/http/http-client.ts";
import { rejectPart } from "#lesson/09-downloader/http/reject-part.ts";
import { rejectStatus } from "#lesson/09-downloader/http/reject-status.ts";
import {
  areDifferent,
  chooseIfRange,
  readValidators,
} from "#lesson/09-downloader/http/validators.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

/** Bytes and where in the file they belong. */
export interface Piece {
  offset: number;
  /** One after another. */
  buffers: Buffer[];
}

/**
 * Asks for the range and yields what comes, in order, from `range.start` on. A server may send
 * fewer bytes than it was asked for: then it ends early, and the rest is to be asked for.
 *
 * @throws DownloadError `transient` if the answer is not what was asked for or breaks off;
 *   `no-ranges` if the server does not send parts, or gets this one wrong again; `changed` if it has
 *   another version of the file; `busy` and `refused` by its status. The signal's reason.
 */
export async function* fetchRange(
  client: Client,
  resource: Resource,
  range: ByteRange,
  signal?: AbortSignal,
): AsyncGenerator<Piece, void, undefined> {
  const ifRange = chooseIfRange(resource);
  const reply = await client.send({
    method: "GET",
    url: resource.url,
    headers: {
      "accept-encoding": "identity",
      range: formatRange(range),
      // With another version the server answers 200, and not with a part of something else.
      ...(ifRange === undefined ? {} : { "if-range": ifRange }),
    },
    ...(signal ? { signal } : {}),
  });
  try {
    if (reply.status === 200) throw explainWhole(reply, resource, range.start);
    if (reply.status === 416) throw explainNoRange(reply, resource, range);
    if (reply.status !== 206) throw rejectStatus(reply);
    demandOnePlainRange(reply);
    demandStart(reply, resource, range);
    demandSameFile(reply, resource);
  } catch (error) {
    await reply.body.discard();
    throw error;
  }
  const promised = parseContentRange(reply.headers["content-range"])?.end ?? range.end;
  yield* readUpTo(reply, range.start, Math.min(promised, range.end));
}

function explainNoRange(
  { headers }: Reply,
  resource: Resource,
  { start }: ByteRange,
): DownloadError {
  const sizeBytes = parseUnsatisfiedRange(headers["content-range"]);
  if (sizeBytes === undefined || sizeBytes === resource.sizeBytes) {
    return rejectPart(resource, start, "the server knows no such range");
  }
  return new DownloadError("changed", "the file has changed on the server: its size is another");
}

function demandOnePlainRange({ headers }: Reply): void {
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = headers;
  if (type.toLowerCase().startsWith("multipart/byteranges")) {
    throw new DownloadError("no-ranges", "several ranges in one reply, though one was asked for");
  }
  if (encoding !== "identity") throw new DownloadError("no-ranges", "a range of an encoded file");
}

function demandStart({ headers }: Reply, resource: Resource, { start }: ByteRange): void {
  const header = headers["content-range"];
  if (parseContentRange(header)?.start === start) return;
  const what = header ?? "no Content-Range";
  throw rejectPart(resource, start, `expected bytes from ${start} on, got ${what}`);
}

function demandSameFile({ headers }: Reply, resource: Resource): void {
  const { sizeBytes = resource.sizeBytes } = parseContentRange(headers["content-range"]) ?? {};
  if (sizeBytes === resource.sizeBytes && !areDifferent(readValidators(headers), resource)) return;
  throw new DownloadError("changed", "the file has changed on the server");
}

/** 200: is that the file as a whole, another version of it, or another page altogether? */
function explainWhole({ headers, url }: Reply, resource: Resource, start: number): DownloadError {
  const isPart = headers["content-range"] !== undefined;
  if (isPart) return new DownloadError("no-ranges", "a part with the status of a whole file");
  const length = headers["content-length"];
  const isOtherSize = length !== undefined && Number(length) !== resource.sizeBytes;
  const isSameTag = resource.etag !== undefined && headers.etag === resource.etag;
  const isOtherType = headers["content-type"]?.toLowerCase() !== resource.type?.toLowerCase();
  if (headers.etag === undefined && isOtherType && (isOtherSize || length === undefined)) {
    return rejectPart(resource, start, `expected the file, got another page from ${url}`);
  }
  if ((isOtherSize && !isSameTag) || areDifferent(readValidators(headers), resource)) {
    return new DownloadError("changed", "the file has changed on the server");
  }
  return new DownloadError(
    "no-ranges",
    "the server sends the whole file, whatever it is asked for",
  );
}

/** What comes after `end` belongs to somebody else. */
async function* readUpTo(
  { body }: Reply,
  start: number,
  end: number,
): AsyncGenerator<Piece, void, undefined> {
  let offset = start;
  for await (const buffers of body) {
    const came = buffers.reduce((sum, { length }) => sum + length, 0);
    const length = Math.min(came, end - offset);
    yield { offset, buffers: length === came ? buffers : [Buffer.concat(buffers, length)] };
    offset += length;
    // The connection is not fit for another request: leaving the loop ends it.
    if (came > length) return;
  }
  if (offset < end) {
    throw new DownloadError("transient", `the reply ended ${end - offset} bytes early`);
  }
}
