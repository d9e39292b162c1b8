// A file over one connection, from a server that sends no parts: each attempt begins at the start.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { fetchWhole } from "#lesson/09-downloader/file/fetch-whole.ts";
import type { HalfDone } from "#lesson/09-downloader/file/half-done.ts";
import type { Client } from "#lesson/09-downloader/http/http-client.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";
import { retry } from "#solution/09-downloader/retry.ts";

/**
 * @returns whether the end of the file was told apart from a cut
 * @throws DownloadError; the signal's reason
 */
export async function fetchStream(
  resource: Resource,
  half: HalfDone,
  { client, settings }: { client: Client; settings: DownloadSettings },
): Promise<boolean> {
  const { signal, onEvent } = settings;
  let told = false;
  onEvent({ type: "connections", active: 1 });
  const isLengthKnown = await retry(async () => {
    await half.discard();
    const whole = await fetchWhole(client, resource, signal);
    if (whole.note !== undefined) tell(whole.note);
    let at = 0;
    for await (const buffers of whole.buffers) at = await half.write(buffers, at);
    if (resource.sizeBytes === undefined || at === resource.sizeBytes) {
      return whole.isLengthKnown || resource.sizeBytes !== undefined;
    }
    throw new DownloadError("transient", `expected ${resource.sizeBytes} bytes, got ${at}`);
  }, settings);
  onEvent({ type: "connections", active: 0 });
  if (!isLengthKnown) onEvent({ type: "unverified", reason: "length unverified" });
  return isLengthKnown;

  /** Once, however many attempts it takes. */
  function tell(reason: string): void {
    if (!told) onEvent({ type: "note", reason });
    told = true;
  }
}
