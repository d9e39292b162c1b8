// right: a connection that leaves returns its rest; for `retry` that is no failure

import { isFailure } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { cutIntoChunks } from "#lesson/09-downloader/file/chunks.ts";
import type { HalfDone } from "#lesson/09-downloader/file/half-done.ts";
import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
import { canShowChange } from "#lesson/09-downloader/http/validators.ts";
import { fetchRange } from "#solution/09-downloader/fetch-range.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";
import { retry } from "#solution/09-downloader/retry.ts";
import { type Connection, fetchSegments } from "#solution/09-downloader/segments.ts";
import { findMissing } from "#solution/09-downloader/split.ts";

export async function fetchParts(
  resource: Resource,
  half: HalfDone,
  { client, settings }: { client: Client; settings: DownloadSettings },
): Promise<boolean> {
  const { clock, connections, signal, onEvent } = settings;
  const missing = findMissing(resource.sizeBytes ?? 0, half.ranges);
  const { chunks, chunkBytes } = cutIntoChunks(missing, settings);
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
    return await retry(fetchRest, { ...settings, signal });

    /** To leave is no failure, so that it is not tried again. */
    async function fetchRest(progressed: () => void): Promise<ByteRange | undefined> {
      try {
        while (at < end) {
          // Again after each sleep: meanwhile, another connection may have been told a later moment.
          while (notBeforeMs > clock.now()) await clock.sleep(notBeforeMs - clock.now(), signal);
          const rest = { start: at, end };
          replies++;
          for await (const { buffers, offset } of fetchRange(client, resource, rest, signal)) {
            at = await half.write(buffers, offset, chunkBytes * connections);
            progressed();
          }
        }
        return undefined;
      } catch (error) {
        if (!isFailure(error, "busy") || !leave()) throw error;
        notBeforeMs = Math.max(notBeforeMs, clock.now() + (error.retryAfterMs ?? 0));
        return { start: at, end };
      }
    }
  }
}
