// right: a visit that calls itself for each link, a limiter for how many at once, and no counting

import type { Place, Visit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { type CrawlOptions, describeVisit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { normalizeUrl } from "#lesson/09-downloader/crawl/normalize-url.ts";
import { type Page, readPage } from "#lesson/09-downloader/crawl/page.ts";
import { fetchRobots, type Robots } from "#lesson/09-downloader/crawl/robots.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { limit } from "#solution/03-event-loop/limiter.ts";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";
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
  const { hosts, maxDepth, maxPages, workers, log = () => {} } = options;
  const whenThereIsRoom = limit(workers);
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const visits = new AsyncQueue<Visit>(workers);
  const known = new Map<string, KnownPlace>();
  const robots = new Map<string, Promise<Robots>>();
  const fetches: Promise<void>[] = [];

  void visitAll(starts, 0)
    .catch((error) => stop.abort(error))
    .finally(() => visits.close());
  try {
    yield* visits;
    signal.throwIfAborted();
  } finally {
    stop.abort();
    await Promise.allSettled(fetches);
  }

  /** Resolves when all that they lead to has been visited. */
  async function visitAll(links: readonly string[], depth: number): Promise<void> {
    await Promise.all(links.map((link) => find(link, depth)));
  }

  async function find(link: string, depth: number): Promise<void> {
    const url = normalizeUrl(link);
    if (url === undefined || !hosts.includes(new URL(url).host) || depth > maxDepth) return;
    const place = known.get(url);
    if (place === undefined && known.size < maxPages) {
      const found: KnownPlace = { url, depth, links: [] };
      known.set(url, found);
      const fetched = whenThereIsRoom(() => visitOne(found), signal);
      fetches.push(fetched);
      await fetched;
      await visitAll(found.links, found.depth + 1);
    } else if (place !== undefined && depth < place.depth) {
      place.depth = depth;
      await visitAll(place.links, depth + 1);
    }
  }

  async function visitOne(place: KnownPlace): Promise<void> {
    const visit = await attempt(place);
    signal.throwIfAborted();
    if (visit.ok) place.links = visit.value.links;
    log(describeVisit(visit));
    await visits.put(visit, { signal });
  }

  async function attempt(place: KnownPlace): Promise<Visit> {
    try {
      return { job: place, ok: true, value: await fetchPage(place, signal) };
    } catch (error) {
      return { job: place, ok: false, error };
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
