// right: a signal that is aborted by any of two, and one buffer that grows

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
  const late = new AbortController();
  const stopTimer = clock.startTimer(maxPageMs, () =>
    late.abort(new DownloadError("transient", "too slow")),
  );
  try {
    const { body, ...answer } = await open(url, AbortSignal.any([signal, late.signal]));
    let bytes = Buffer.alloc(0);
    for await (const batch of body) {
      bytes = Buffer.concat([bytes, ...batch]);
      if (bytes.length > maxPageBytes) throw new DownloadError("refused", "too large");
    }
    return { ...answer, text: bytes.toString() };
  } finally {
    stopTimer();
  }
}
