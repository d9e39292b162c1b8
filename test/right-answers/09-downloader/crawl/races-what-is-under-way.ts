// right: no queue and no workers: begins as many pages as there may be, and races them

import type { Place, Visit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { type CrawlOptions, describeVisit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { normalizeUrl } from "#lesson/09-downloader/crawl/normalize-url.ts";
import { type Page, readPage } from "#lesson/09-downloader/crawl/page.ts";
import { fetchRobots, type Robots } from "#lesson/09-downloader/crawl/robots.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
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
  if (!Number.isInteger(workers) || workers < 1)
    throw new RangeError(`expected a positive whole number of workers, got ${workers}`);
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const waiting: KnownPlace[] = [];
  const underWay = new Set<Promise<void>>();
  const over: { place: KnownPlace; visit: Visit }[] = [];
  const known = new Map<string, KnownPlace>();
  const robots = new Map<string, Promise<Robots>>();

  for (const start of starts) find(start, 0);
  try {
    for (;;) {
      signal.throwIfAborted();
      while (underWay.size < workers) {
        const place = waiting.shift();
        if (!place) break;
        begin(place);
      }
      const next = over.shift();
      if (next) {
        log(describeVisit(next.visit));
        yield next.visit;
      } else if (underWay.size > 0) {
        await Promise.race(underWay);
      } else {
        return;
      }
    }
  } finally {
    stop.abort();
    await Promise.allSettled(underWay);
  }

  function begin(place: KnownPlace): void {
    const task = attempt(place).then((visit) => {
      underWay.delete(task);
      over.push({ place, visit });
      if (visit.ok) place.links = visit.value.links;
      for (const link of place.links) find(link, place.depth + 1);
    });
    underWay.add(task);
  }

  function find(link: string, depth: number): void {
    const url = normalizeUrl(link);
    if (url === undefined || !hosts.includes(new URL(url).host) || depth > maxDepth) return;
    const place = known.get(url);
    if (place === undefined && known.size < maxPages) {
      const found = { url, depth, links: [] };
      known.set(url, found);
      waiting.push(found);
    } else if (place !== undefined && depth < place.depth) {
      // A shorter way: what was too far behind it may be near enough now.
      place.depth = depth;
      for (const link of place.links) find(link, depth + 1);
    }
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
