// Three workers crawl a website that has everything that makes crawling hard.

import { realClock as clock } from "#lesson/09-downloader/clock.ts";
import { startCrawlSite } from "#lesson/09-downloader/crawl/crawl-site.ts";
import { createOpener } from "#lesson/09-downloader/crawl/open-page.ts";
import { isFailure } from "#lesson/09-downloader/download-error.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { createClient } from "#lesson/09-downloader/http/http-client.ts";
import { crawl } from "#solution/09-downloader/crawl.ts";

const site = await startCrawlSite();
const { host } = new URL(site.url);
const timeoutMs = 30_000;
const dispatcher = openConnections({ connections: 3, timeoutMs });
const client = createClient({ dispatcher, clock, timeoutMs, url: site.url, headers: {} });
const pageLimits = { maxPageMs: timeoutMs, maxPageBytes: 2 ** 17 };
const crawlLimits = { workers: 3, hosts: [host], maxDepth: 3, maxPages: 100 };
const options = { open: createOpener(client), clock, ...pageLimits, ...crawlLimits };

const came: Record<string, string[]> = {};
const late: string[] = [];
let visits = 0;
for await (const visit of crawl([site.url], options)) {
  const path = new URL(visit.job.url).pathname;
  const failed = !visit.ok && isFailure(visit.error, "transient") ? "transient" : "refused";
  const what = visit.ok ? `status ${visit.value.status}` : failed;
  came[what] = [...(came[what] ?? []), path].sort();
  if (visits++ >= 19) late.push(path);
  // Nothing waits any more, and one page is still being fetched: the slow one.
  if (visits === 19) site.letGo();
}
for (const what of Object.keys(came).sort()) console.log(`${what}: ${came[what]?.join(" ")}`);
console.log(`when the queue had long been empty: ${late.join(", then ")}`);
const asked = site.log.map(({ path }) => path);
console.log(
  `${visits} visits, ${asked.length} requests, none twice: ${new Set(asked).size === asked.length}`,
);
console.log(`never more than 3 together: ${site.peakOpen <= 3}`);
await dispatcher.destroy();
site.close();
