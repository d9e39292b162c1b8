// Exercise `probe`: what a server says of a file, before we ask for any of it.

import type { Client, Reply } from "#lesson/09-downloader/http/http-client.ts";
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

/**
 * Asks for the first byte, and where the answer does not show that there are parts, for the file.
 * Then the client keeps the file, which has begun to come, for the next request.
 *
 * @throws DownloadError by what the server answers: `refused`, `busy` or `transient`
 */
export async function probe(client: Client, url: string, signal?: AbortSignal): Promise<Resource> {
  // TODO: accept nothing but `identity`, ask for the first byte (byte-range.ts), hand on the signal.
  const reply = await client.send({ method: "GET", url });
  // TODO: 200, no Content-Range, and the body `hasMoreThan` that byte: it is the file; `client.keep` it.
  // TODO: 206 shows ranges if it is not compressed, and Content-Range is of that byte and has a size,
  // but not that of the part.
  // TODO: another 200 or 206, 400, 403, 405, 406, 416, 500 and 501 say nothing of the file: ask
  // for it without a range, and keep it. `rejectStatus` (reject-status.ts) makes an error of others.
  await reply.body.discard();
  const length = reply.headers["content-length"];
  return describe(reply, length === undefined ? undefined : Number(length));
}

function describe({ url, headers }: Reply, sizeBytes: number | undefined): Resource {
  return {
    ...readValidators(headers),
    url,
    // TODO: the length of a compressed body is not that of the file.
    sizeBytes,
    // TODO: say whether there are ranges. A file that comes compressed is never had in parts.
    acceptsRanges: false,
    type: headers["content-type"],
    encoding: headers["content-encoding"],
    disposition: headers["content-disposition"],
  };
}
