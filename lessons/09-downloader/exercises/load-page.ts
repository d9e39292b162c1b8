// Exercise `load-page`: one page, within a time and a size, however its server behaves.

import type { PageLimits } from "#lesson/09-downloader/crawl/crawl-options.ts";
import type { Loaded } from "#lesson/09-downloader/crawl/page.ts";

/**
 * Fetches one page, all of it.
 *
 * @throws DownloadError `transient` if it takes too long, `refused` if it is too large; what `open`
 *   throws; the signal's reason
 */
export async function loadPage(
  url: string,
  { open }: PageLimits,
  signal: AbortSignal,
): Promise<Loaded> {
  // TODO: give up after `maxPageMs`, by `clock.startTimer`, also while the body comes. Give `open`
  // one signal that either of two reasons aborts.
  const { body, ...answer } = await open(url, signal);
  let text = "";
  // TODO: read no further than `maxPageBytes`. A character may lie in two pieces.
  for await (const pieces of body) text += Buffer.concat(pieces).toString();
  // TODO: leave no timer and no listener behind, however it ends.
  return { ...answer, text };
}
