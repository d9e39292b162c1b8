// right: a connection that leaves returns its rest; for `retry` that is no failure

import { isFailure } from "#lesson/09-downloader/download-error.ts";
import {
  type Downloaded,
  type DownloadOptions,
  type DownloadSettings,
  defaultSettings,
} from "#lesson/09-downloader/download-options.ts";
import { fetchStream } from "#lesson/09-downloader/file/fetch-stream.ts";
import { HalfDone } from "#lesson/09-downloader/file/half-done.ts";
import { withTarget } from "#lesson/09-downloader/file/target.ts";
import { type ByteRange, countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { type Client, createClient } from "#lesson/09-downloader/http/http-client.ts";
import { canShowChange } from "#lesson/09-downloader/http/validators.ts";
import { fetchRange } from "#solution/09-downloader/fetch-range.ts";
import { probe, type Resource } from "#solution/09-downloader/probe.ts";
import { retry } from "#solution/09-downloader/retry.ts";
import { type Connection, fetchSegments } from "#solution/09-downloader/segments.ts";
import { findMissing, splitRange } from "#solution/09-downloader/split.ts";

/** What all parts of one download need. */
interface Context {
  url: string;
  client: Client;
  settings: DownloadSettings;
}

/**
 * Downloads the file of a URL. Until it is complete it is called `NAME.part`, and `NAME.part.json`
 * says what is there, for the next run.
 *
 * @throws DownloadError by what went wrong; the signal's reason. What is on disk can be continued,
 *   unless the error is `checksum` or `changed`.
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<Downloaded> {
  const settings: DownloadSettings = { ...defaultSettings, ...options };
  const dispatcher = options.dispatcher ?? openConnections(settings);
  try {
    const client = createClient({ ...settings, dispatcher, url });
    const context: Context = { url, client, settings };
    const resource = await probeAgain(context);
    return await withTarget(resource, settings, (file) => fetchAndRestart(resource, file, context));
  } finally {
    if (!options.dispatcher) await dispatcher.destroy();
  }
}

function probeAgain({ url, client, settings }: Context): Promise<Resource> {
  return retry(() => probe(client, url, settings.signal), settings);
}

/** A change on the server is a reason to begin anew, once; a server without ranges, as one stream. */
async function fetchAndRestart(
  found: Resource,
  file: string,
  context: Context,
): Promise<Downloaded> {
  let resource = found;
  let hasChanged = false;
  while (true) {
    try {
      return await fetchFile(resource, file, context);
    } catch (error) {
      if (isFailure(error, "no-ranges") && resource.acceptsRanges) {
        resource = { ...resource, acceptsRanges: false };
      } else if (isFailure(error, "changed") && !hasChanged) {
        hasChanged = true;
        resource = await probeAgain(context);
      } else {
        throw error;
      }
      context.settings.onEvent({ type: "restart", reason: error.message });
    }
  }
}

async function fetchFile(resource: Resource, file: string, context: Context): Promise<Downloaded> {
  const { url, settings } = context;
  const half = await HalfDone.open({ url, target: file, resource, settings });
  try {
    const haveBytes = countBytes(half.ranges);
    settings.onEvent({ type: "found", file, resource, haveBytes });
    const isCertain = resource.acceptsRanges
      ? await fetchMissing(resource, half, context)
      : await fetchStream(resource, half, context);
    const isVerified = isCertain || settings.checksum !== undefined;
    return { file, sizeBytes: await half.finish(), isVerified };
  } catch (error) {
    // The next run goes on from here, unless what is here is worth nothing.
    if (isFailure(error, "changed", "no-ranges", "checksum")) await half.forget();
    // A disk that is full may take no journal either; the older one is true as well.
    else await half.save().catch(() => {});
    throw error;
  } finally {
    await half.close();
  }
}

/** Returns whether all bytes are of one version for certain; their number is right. */
async function fetchMissing(
  resource: Resource,
  half: HalfDone,
  { client, settings }: Context,
): Promise<boolean> {
  const { clock, connections, signal, onEvent } = settings;
  const missing = findMissing(resource.sizeBytes ?? 0, half.ranges);
  const chunkBytes = settings.chunkBytes ?? chooseChunkBytes(countBytes(missing), connections);
  /** Until then a busy server wants to be left alone. */
  let notBeforeMs = clock.now();
  /** One alone is of one version; what is there already came by another one. */
  let replies = half.ranges.length > 0 ? 1 : 0;
  await fetchSegments({
    ranges: missing.flatMap((range) => splitRange(range, chunkBytes)),
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
          const waitMs = notBeforeMs - clock.now();
          if (waitMs > 0) await clock.sleep(waitMs, signal);
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

/** Large enough that requests cost little, small enough that all connections end together. */
function chooseChunkBytes(sizeBytes: number, connections: number): number {
  const [smallest, largest] = [2 ** 20, 2 ** 24];
  return Math.min(Math.max(Math.ceil(sizeBytes / connections / 2), smallest), largest);
}
