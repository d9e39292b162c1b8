// Exercise `load-page`: one page, within a time and a size, however its server behaves.

import type { PageLimits } from "#lesson/09-downloader/crawl/crawl-options.ts";
import type { Loaded } from "#lesson/09-downloader/crawl/page.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";

/**
 * Fetches one page, all of it.
 *
 * @throws DownloadError `transient` if it takes too long, `refused` if it is too large; what `open`
 *   throws; the signal's reason
 */
export async function loadPage(
  url: string,
  { open, clock, maxPageMs, maxPageBytes }: PageLimits,
  signal: AbortSignal,
): Promise<Loaded> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const stopBySignal = (): void => stop.abort(signal.reason);
  const stopByTime = (): void =>
    stop.abort(new DownloadError("transient", `not complete after ${maxPageMs / 1_000} s`));
  signal.addEventListener("abort", stopBySignal);
  const stopTimer = clock.startTimer(maxPageMs, stopByTime);
  try {
    const { body, ...answer } = await open(url, stop.signal);
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    for await (const batch of body) {
      for (const { length } of batch) sizeBytes += length;
      if (sizeBytes > maxPageBytes)
        throw new DownloadError("refused", `more than ${maxPageBytes} bytes`);
      pieces.push(...batch);
    }
    return { ...answer, text: Buffer.concat(pieces).toString() };
  } finally {
    stopTimer();
    signal.removeEventListener("abort", stopBySignal);
  }
}
