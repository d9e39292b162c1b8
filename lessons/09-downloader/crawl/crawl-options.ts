// What a crawl is told, and what it finds.

import type { Clock } from "#lesson/09-downloader/clock.ts";
import type { OpenPage } from "#lesson/09-downloader/crawl/open-page.ts";
import type { Page } from "#lesson/09-downloader/crawl/page.ts";
import type { Outcome } from "#solution/04-queues/worker-pattern.ts";

/** A URL that is to be visited. */
export interface Place {
  /** Normalized: see `normalize-url.ts`. */
  url: string;
  /** How many links away from a start, by the shortest way known so far. */
  depth: number;
}

/** What came of a place. An error is a result too. */
export type Visit = Outcome<Place, Page>;

/** What one page may cost. */
export interface PageLimits {
  open: OpenPage;
  clock: Clock;
  /** From the request to the last byte. */
  maxPageMs: number;
  maxPageBytes: number;
}

export interface CrawlOptions extends PageLimits {
  /** How many pages are fetched at once. */
  workers: number;
  /** Nobody else is asked for a page: `example.org`, `127.0.0.1:8080`. */
  hosts: readonly string[];
  /** 0: only where it starts. */
  maxDepth: number;
  /** How many places are visited at most, whatever comes of them. */
  maxPages: number;
  /** Ends the crawl when it is aborted; the iteration then throws its reason. */
  signal?: AbortSignal | undefined;
  /** Takes a line for every visit. `describeVisit` writes it. */
  log?: (line: string) => void;
}

/** One line, such as `http://localhost/menu: status 200, 3 links`. */
export function describeVisit(visit: Visit): string {
  const { url } = visit.job;
  if (!visit.ok)
    return `${url}: ${visit.error instanceof Error ? visit.error.message : visit.error}`;
  const { status, links } = visit.value;
  return `${url}: status ${status}, ${links.length} ${links.length === 1 ? "link" : "links"}`;
}
