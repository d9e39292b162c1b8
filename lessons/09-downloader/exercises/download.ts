// Exercise `download`: a file by several connections at once, whole or not at all.

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
import { createClient } from "#lesson/09-downloader/http/http-client.ts";
import { probe, type Resource } from "#solution/09-downloader/probe.ts";

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
    // TODO: a server that is busy now may answer later.
    const resource = await probe(client, url, settings.signal);
    // TODO: on `no-ranges`, again as one stream; on `changed`, again after another probe, once.
    return await withTarget(resource, settings, (file) => fetchFile(resource, file));
  } finally {
    client.close();
    if (!options.dispatcher) await dispatcher.destroy();
  }

  async function fetchFile(resource: Resource, file: string): Promise<Downloaded> {
    const half = await HalfDone.open({ url, target: file, resource, settings });
    try {
      const haveBytes = countBytes(half.ranges);
      settings.onEvent({ type: "found", file, resource, haveBytes });
      // TODO: where the server sends parts, by `fetchParts`, which takes the same arguments.
      // TODO: with a checksum, it is verified in any case. `withTarget` may put one into the settings.
      const isVerified = await fetchStream(resource, half, { client, settings });
      return { file, sizeBytes: await half.finish(), isVerified };
    } finally {
      // TODO: after an error, `save` what is there for the next run, or `forget` it if it is worth nothing.
      // That may fail, too: the error that you throw is the first one.
      await half.close();
    }
  }
}
