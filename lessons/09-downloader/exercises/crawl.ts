// Exercise `crawl`: a queue of URLs that grows while it is worked on, and ends all the same.

import type { CrawlOptions, Visit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { readPage } from "#lesson/09-downloader/crawl/page.ts";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";
import { runWorkers } from "#solution/04-queues/worker-pattern.ts";
import { loadPage } from "#solution/09-downloader/load-page.ts";

/**
 * Visits the places that it starts at, and what they link to, each once, as far as the options and
 * each host's robots.txt allow. Yields each visit as soon as it is over; whoever reads slowly slows
 * the workers down. However the iteration ends, by `break` too: no page is being fetched after it.
 *
 * @throws the signal's reason; RangeError for a wrong number of workers
 */
export async function* crawl(
  starts: readonly string[],
  options: CrawlOptions,
): AsyncGenerator<Visit, void, undefined> {
  const waiting = new AsyncQueue<Visit["job"]>();
  // TODO: a place once, whatever its URL is written like (`normalizeUrl`), on one of `hosts`, no
  //   deeper than `maxDepth`, and no more of them than `maxPages`.
  for (const url of starts) await waiting.put({ url, depth: 0 });
  // TODO: put what each page links to into the queue, too, one deeper. What if a page that is known
  //   is found again by a shorter way?
  // TODO: close the queue when nothing waits and nothing is being fetched; and leave nobody waiting.
  // TODO: tell `log` of each visit (`describeVisit`).
  yield* runWorkers(
    waiting,
    async ({ url }, signal) => {
      // TODO: ask each host for its robots.txt (`fetchRobots`), once, and obey it: DownloadError `refused`.
      return readPage(await loadPage(url, options, signal));
    },
    options,
  );
}
