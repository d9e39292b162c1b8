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
 * Asks with `HEAD`, and where that does not tell whether there are ranges, with a `GET` of one byte.
 *
 * @throws DownloadError by what the server answers: `refused`, `busy` or `transient`
 */
export async function probe(client: Client, url: string, signal?: AbortSignal): Promise<Resource> {
  // TODO: accept nothing but `identity`, and hand on the signal.
  const reply = await client.send({ method: "HEAD", url });
  await reply.body.discard();
  // TODO: 403, 405 and 501 say nothing of the file: ask with GET for the first byte (byte-range.ts).
  // TODO: any other status than 200 is an error: `rejectStatus` of reject-status.ts makes it.
  // TODO: where `Accept-Ranges` says neither `bytes` nor `none`, ask for the first byte, too.
  // TODO: its answer: 206 has the size in Content-Range, 200 ignores ranges, 416: an empty file.
  return describe(reply, Number(reply.headers["content-length"]));
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
