// Exercise `fetch-parts`: what is missing of a file, by several connections at the same time.

import { isFailure } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { cutIntoChunks } from "#lesson/09-downloader/file/chunks.ts";
import type { HalfDone } from "#lesson/09-downloader/file/half-done.ts";
import { spreadOverMirrors } from "#lesson/09-downloader/file/mirrors.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
import { canShowChange } from "#lesson/09-downloader/http/validators.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";
import { retry } from "#solution/09-downloader/retry.ts";
import { type Connection, fetchSegments } from "#solution/09-downloader/segments.ts";
import { findMissing } from "#solution/09-downloader/split.ts";

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
  const { clock, connections, signal, onEvent } = settings;
  const missing = findMissing(resource.sizeBytes ?? 0, half.ranges);
  const { chunks, chunkBytes } = cutIntoChunks(missing, settings);
  const fetchRange = spreadOverMirrors(settings);
  /** Until then a busy server wants to be left alone. */
  let notBeforeMs = clock.now();
  /** One alone is of one version; what is there already came by another one. */
  let replies = half.ranges.length > 0 ? 1 : 0;
  await fetchSegments({
    ranges: chunks,
    connections,
    fetchOne,
    signal,
    onConnections: (active) => onEvent({ type: "connections", active }),
  });
  if (replies < 2 || canShowChange(resource) || settings.checksum) return true;
  onEvent({ type: "unverified", reason: "nothing shows that all parts are of one version" });
  return false;

  async function fetchOne(
    { start, end }: ByteRange,
    { signal, leave }: Connection,
  ): Promise<ByteRange | undefined> {
    let at = start;
    let hasLeft = false;
    const isWorthRetrying = (error: unknown): boolean => {
      // A server that is too busy for all of us may be willing to serve fewer.
      hasLeft = isFailure(error, "busy") && leave();
      return !hasLeft && isFailure(error, "busy", "transient");
    };
    try {
      await retry(fetchRest, { ...settings, signal, isWorthRetrying });
    } catch (error) {
      if (!hasLeft || !isFailure(error, "busy")) throw error;
      notBeforeMs = Math.max(notBeforeMs, clock.now() + (error.retryAfterMs ?? 0));
      return { start: at, end };
    }

    async function fetchRest(progressed: () => void): Promise<void> {
      while (at < end) {
        // Again after each sleep: meanwhile, another connection may have been told a later moment.
        while (notBeforeMs > clock.now()) await clock.sleep(notBeforeMs - clock.now(), signal);
        replies++;
        for await (const piece of fetchRange(client, resource, { start: at, end }, signal)) {
          at = await half.write(piece.buffers, piece.offset, chunkBytes * connections);
          progressed();
        }
      }
    }
  }
}
