// Exercise `crawl`: a queue of URLs that grows while it is worked on, and ends all the same.

import type { Place, Visit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { type CrawlOptions, describeVisit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { normalizeUrl } from "#lesson/09-downloader/crawl/normalize-url.ts";
import { type Page, readPage } from "#lesson/09-downloader/crawl/page.ts";
import { fetchRobots, type Robots } from "#lesson/09-downloader/crawl/robots.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";
import { runWorkers } from "#solution/04-queues/worker-pattern.ts";
import { loadPage } from "#solution/09-downloader/load-page.ts";

/** A place, and where it leads once that is known. */
interface KnownPlace extends Place {
  links: readonly string[];
}

/**
 * Visits the places that it starts at, and what they link to, each once, as far as the options and
 * each host's robots.txt allow. Yields each visit as soon as it is over; whoever reads slowly slows the
 * workers down. However the iteration ends, by `break` too: no page is being fetched after it.
 *
 * @throws the signal's reason; RangeError for a wrong number of workers
 */
export async function* crawl(
  starts: readonly string[],
  options: CrawlOptions,
): AsyncGenerator<Visit, void, undefined> {
  const { hosts, maxDepth, maxPages, log = () => {} } = options;
  // Without a limit: whoever takes a place out brings others, and must never wait for room.
  const waiting = new AsyncQueue<KnownPlace>();
  const known = new Map<string, KnownPlace>();
  const robots = new Map<string, Promise<Robots>>();
  /** Places that wait, are being visited, or whose links have not been looked at. */
  let unfinished = 0;

  for (const start of starts) find(start, 0);
  if (unfinished === 0) waiting.close();
  try {
    for await (const visit of runWorkers(waiting, fetchPage, options)) {
      const place = visit.job;
      if (visit.ok) place.links = visit.value.links;
      for (const link of place.links) find(link, place.depth + 1);
      log(describeVisit(visit));
      // Only now: what it has brought is counted.
      unfinished--;
      if (unfinished === 0) waiting.close();
      yield visit;
    }
  } finally {
    waiting.close();
  }

  function find(link: string, depth: number): void {
    const url = normalizeUrl(link);
    if (url === undefined || !hosts.includes(new URL(url).host) || depth > maxDepth) return;
    const place = known.get(url);
    if (place === undefined && known.size < maxPages) {
      const found = { url, depth, links: [] };
      known.set(url, found);
      unfinished++;
      void waiting.put(found);
    } else if (place !== undefined && depth < place.depth) {
      // A shorter way: what was too far behind it may be near enough now.
      place.depth = depth;
      for (const link of place.links) find(link, depth + 1);
    }
  }

  async function fetchPage({ url }: Place, signal: AbortSignal): Promise<Page> {
    const rules = await askRobots(new URL(url).origin, signal);
    if (!rules.allows(url)) throw new DownloadError("refused", `robots.txt forbids ${url}`);
    return readPage(await loadPage(url, options, signal));
  }

  /** The promise is kept, not what it brings: whoever comes meanwhile waits for the same one. */
  function askRobots(origin: string, signal: AbortSignal): Promise<Robots> {
    const asked =
      robots.get(origin) ?? fetchRobots(origin, (url) => loadPage(url, options, signal));
    robots.set(origin, asked);
    return asked;
  }
}
