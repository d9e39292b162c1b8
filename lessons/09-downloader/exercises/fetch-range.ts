// Exercise `fetch-range`: one range of a file, and nothing that is not of this range and this file.

import { type ByteRange, formatRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
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
  // TODO: accept `identity` only, and send as `if-range` what `chooseIfRange` (validators.ts) gives.
  const reply = await client.send({
    method: "GET",
    url: resource.url,
    headers: { range: formatRange(range) },
    ...(signal ? { signal } : {}),
  });
  // TODO: 200: another version, the file or a part of it (`no-ranges`), or a page that is neither?
  // TODO: what may be an accident, `rejectPart` (reject-part.ts) makes `transient`, but only once.
  // TODO: 416: with another size in `parseUnsatisfiedRange` (byte-range.ts), the file has changed.
  // TODO: any other status than 206: `rejectStatus` (reject-status.ts).
  // TODO: 206: multipart? compressed? begins where we asked? same total, same validators?
  // TODO: `discard` the body of a reply that you refuse.
  let offset = range.start;
  for await (const buffers of reply.body) {
    // TODO: what comes after the end is not ours, and the connection is not fit for more.
    yield { offset, buffers };
    offset += buffers.reduce((sum, { length }) => sum + length, 0);
  }
  // TODO: fewer bytes than Content-Range has promised: the reply was cut.
}
