// Exercise `fetch-range`: one range of a file, and nothing that is not of this range and this file.

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
  const problem = findProblem(reply, resource, range);
  if (problem) {
    await reply.body.discard();
    throw problem;
  }
  const promised = parseContentRange(reply.headers["content-range"])?.end ?? range.end;
  yield* readUpTo(reply, range.start, Math.min(promised, range.end));
}

function findProblem(reply: Reply, resource: Resource, range: ByteRange): Error | undefined {
  const { status, headers } = reply;
  if (status === 200) return explainWhole(reply, resource, range.start);
  if (status === 416) {
    const sizeBytes = parseUnsatisfiedRange(headers["content-range"]);
    return sizeBytes !== undefined && sizeBytes !== resource.sizeBytes
      ? new DownloadError("changed", "the file has changed on the server: its size is another")
      : rejectPart(resource, range.start, "the server knows no such range");
  }
  if (status !== 206) return rejectStatus(reply);
  if (/^multipart\/byteranges\b/i.test(headers["content-type"] ?? "")) {
    return new DownloadError("no-ranges", "several ranges in one reply, though one was asked for");
  }
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    return new DownloadError("no-ranges", "a range of an encoded file");
  }
  const got = parseContentRange(headers["content-range"]);
  if (!got || got.start !== range.start) {
    const what = headers["content-range"] ?? "no Content-Range";
    return rejectPart(resource, range.start, `expected bytes from ${range.start} on, got ${what}`);
  }
  const isOtherSize = got.sizeBytes !== undefined && got.sizeBytes !== resource.sizeBytes;
  return isOtherSize || areDifferent(readValidators(headers), resource)
    ? new DownloadError("changed", "the file has changed on the server")
    : undefined;
}

/** 200: is that the file as a whole, another version of it, or another page altogether? */
function explainWhole({ headers, url }: Reply, resource: Resource, start: number): DownloadError {
  if (headers["content-range"] !== undefined) {
    return new DownloadError("no-ranges", "a part that does not come with the status of one");
  }
  const length = headers["content-length"];
  const isOtherSize = length !== undefined && Number(length) !== resource.sizeBytes;
  const isOtherType = headers["content-type"]?.toLowerCase() !== resource.type?.toLowerCase();
  if (headers.etag === undefined && isOtherType && (isOtherSize || length === undefined)) {
    return rejectPart(resource, start, `expected the file, got another page from ${url}`);
  }
  const isSameTag = resource.etag !== undefined && headers.etag === resource.etag;
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
