// right: calls itself again with what it has learnt, where we have a loop

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
import { countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { type Client, createClient } from "#lesson/09-downloader/http/http-client.ts";
import { fetchParts } from "#solution/09-downloader/fetch-parts.ts";
import { probe, type Resource } from "#solution/09-downloader/probe.ts";
import { retry } from "#solution/09-downloader/retry.ts";

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
  const client = createClient({ ...settings, dispatcher, url });
  try {
    const context: Context = { url, client, settings };
    const resource = await probeAgain(context);
    return await withTarget(resource, settings, (file) => fetchAndRestart(resource, file, context));
  } finally {
    client.close();
    if (!options.dispatcher) await dispatcher.destroy();
  }
}

function probeAgain({ url, client, settings }: Context): Promise<Resource> {
  return retry(() => probe(client, url, settings.signal), settings);
}

/** A change on the server is a reason to begin anew, once; a server without ranges, as one stream. */
async function fetchAndRestart(
  resource: Resource,
  file: string,
  context: Context,
  mayChange = true,
): Promise<Downloaded> {
  try {
    return await fetchFile(resource, file, context);
  } catch (error) {
    const isOneStream = isFailure(error, "no-ranges") && resource.acceptsRanges;
    const isAnotherFile = isFailure(error, "changed") && mayChange;
    if (!isOneStream && !isAnotherFile) throw error;
    const next = isOneStream ? { ...resource, acceptsRanges: false } : await probeAgain(context);
    context.settings.onEvent({ type: "restart", reason: error.message });
    return await fetchAndRestart(next, file, context, mayChange && !isAnotherFile);
  }
}

async function fetchFile(resource: Resource, file: string, context: Context): Promise<Downloaded> {
  const { url, settings } = context;
  const half = await HalfDone.open({ url, target: file, resource, settings });
  try {
    const haveBytes = countBytes(half.ranges);
    settings.onEvent({ type: "found", file, resource, haveBytes });
    const isCertain = resource.acceptsRanges
      ? await fetchParts(resource, half, context)
      : await fetchStream(resource, half, context);
    const isVerified = isCertain || settings.checksum !== undefined;
    return { file, sizeBytes: await half.finish(), isVerified };
  } catch (error) {
    // The next run goes on from here, unless what is here is worth nothing.
    const isWorthless = isFailure(error, "changed", "no-ranges", "checksum");
    // A disk that is full may take no journal either; the older one does no harm.
    await (isWorthless ? half.forget() : half.save()).catch(() => {});
    throw error;
  } finally {
    await half.close();
  }
}
