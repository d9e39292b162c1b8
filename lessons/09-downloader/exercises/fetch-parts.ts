// Exercise `fetch-parts`: what is missing of a file, by several connections at the same time.

import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { cutIntoChunks } from "#lesson/09-downloader/file/chunks.ts";
import type { HalfDone } from "#lesson/09-downloader/file/half-done.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
import { fetchRange } from "#solution/09-downloader/fetch-range.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";
import { type Connection, fetchSegments } from "#solution/09-downloader/segments.ts";

/**
 * Fetches what is missing of a file that comes in parts, and writes it.
 *
 * @returns whether all bytes are of one version for certain; their number is right
 * @throws DownloadError by the first failure that no other attempt can mend; the signal's reason
 */
export async function fetchParts(
  resource: Resource,
  half: HalfDone,
  { client, settings }: { client: Client; settings: DownloadSettings },
): Promise<boolean> {
  const { connections, signal, onEvent } = settings;
  // TODO: only what `findMissing` (split) says that is not among `half.ranges` yet.
  const missing: ByteRange[] = [{ start: 0, end: resource.sizeBytes ?? 0 }];
  const { chunks, chunkBytes } = cutIntoChunks(missing, settings);
  await fetchSegments({
    ranges: chunks,
    connections,
    fetchOne,
    signal,
    onConnections: (active) => onEvent({ type: "connections", active }),
  });
  // TODO: several replies, of which nothing `canShowChange` (validators.ts), and no checksum: tell
  // `onEvent` that they are `unverified`, and return false. What `half.ranges` had at first counts as one reply.
  return true;

  async function fetchOne(
    range: ByteRange,
    { signal }: Connection,
  ): Promise<ByteRange | undefined> {
    // TODO: by `retry`, each attempt from where the last one ended. Say that you got somewhere.
    // TODO: after a reply that was shorter than asked for, ask for the rest.
    for await (const piece of fetchRange(client, resource, range, signal)) {
      await half.write(piece.buffers, piece.offset, chunkBytes * connections);
    }
    // TODO: if the server is `busy`, `leave()` if you may, and return what is left of the range.
    return undefined;
  }
}
