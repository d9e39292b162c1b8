// The tests of exercise `crawl`: a web in memory, in every order of its answers; then a real website.

import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { crawl } from "#exercise/09-downloader/crawl.ts";
import { type CrawlOptions, describeVisit } from "#lesson/09-downloader/crawl/crawl-options.ts";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";
import { describeOrders } from "./fixtures/describe-orders.ts";
import { type Pages, visitsOf, Web, type WebOptions, type WebPage } from "./fixtures/web.ts";
import { withSite } from "./fixtures/with-site.ts";

const inn = "http://inn/";
const nameOf = (page: number): string => (page === 0 ? "/" : `/${page}`);
const turn = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => vi.restoreAllMocks());

/** Counts those who wait for an item, at whatever queue. */
function countWaiting(): { now: number } {
  const { get } = AsyncQueue.prototype;
  const waiting = { now: 0 };
  vi.spyOn(AsyncQueue.prototype, "get").mockImplementation(function (
    this: AsyncQueue<unknown>,
    ...args
  ) {
    waiting.now++;
    return get.apply(this, args).finally(() => waiting.now--);
  });
  return waiting;
}

/** Crawls from `/` until the end. */
async function crawlAll(
  pages: Pages,
  options: Partial<CrawlOptions> = {},
  webOptions: WebOptions = {},
): Promise<Web> {
  const web = new Web(pages, webOptions);
  await web.readAll(crawl([inn], web.optionsWith(options)));
  return web;
}

describe("crawl", () => {
  it("visits the page it starts at and all that it leads to, and ends", async () => {
    const web = await crawlAll({
      "/": { links: ["menu"] },
      "/menu": { links: ["soup"] },
      "/soup": {},
    });
    expect(visitsOf(web)).toBe("/ /menu /soup");
    expect(web.end, "the crawl").toBe("done");
  });

  it("ends at once where there is nothing to visit", async () => {
    const web = new Web({});
    await web.readAll(crawl([], web.optionsWith()));
    await web.readAll(crawl(["mailto:cook@inn"], web.optionsWith()));
    expect(web.asked.length, "pages asked for").toBe(0);
  });

  it("asks for no page twice, however often and in whatever way it is linked to", async () => {
    const links = [
      "menu",
      "/menu",
      "/menu#soups",
      "HTTP://INN/menu",
      "http://inn:80/menu",
      "/#top",
    ];
    const web = await crawlAll({
      "/": { links },
      "/menu": { links: ["/", "/menu", "/x/../menu"] },
    });
    expect(web.asked.join(" "), "pages asked for").toBe("/ /menu");
    expect(visitsOf(web), "visits").toBe("/ /menu");
  });

  it("takes an error for a result, and goes on", async () => {
    const links = ["/gone", "/broken", "/cut", "/menu"];
    const bad = { "/gone": { status: 404 }, "/broken": { status: 500 }, "/cut": { fails: true } };
    const web = await crawlAll({ "/": { links }, ...bad, "/menu": {} }, { workers: 1 });
    expect(web.end, "the crawl").toBe("done");
    const shown = web.visits.map(
      ({ job, ok }) => `${web.show(job.url)} ${ok ? "is there" : "failed"}`,
    );
    expect(shown.toSorted().join(", ")).toBe(
      "/ is there, /broken failed, /cut failed, /gone failed, /menu is there",
    );
  });

  it("leaves its hosts neither by a link nor by a redirect", async () => {
    const links = [
      "http://elsewhere/",
      "http://inn:8080/",
      "mailto:cook@inn",
      "/neighbor",
      "/menu",
    ];
    const web = await crawlAll({
      "/": { links },
      "/neighbor": { movedTo: "http://elsewhere/garden" },
      "/menu": {},
    });
    expect(web.asked.toSorted().join(" "), "pages asked for").toBe("/ /menu /neighbor");
  });

  it.each([
    ["inn", "inn:81 drive-inn innkeeper my.inn inn.elsewhere in nn i elsewhere inn@elsewhere"],
    ["inn:81", "inn inn:8 inn:8181 inn:818 drive-inn:81 my.inn:81 elsewhere:81 inn@elsewhere:81"],
    ["my.inn", "inn my my.innkeeper my-inn not.my.inn myxinn elsewhere my.inn@elsewhere"],
  ])("takes no host for %s whose name is only like it", async (host, others) => {
    const likes = others.split(" ").map((other) => `http://${other}/`);
    const home = `http://${host}/`;
    // The web shows what is on `inn` by its path.
    const on = (path: string): string => (home === inn ? path : `http://${host}${path}`);
    const moved = likes.map((_, index) => `/to/${index}`);
    const inDisguise = [`http://elsewhere/${home}`, `http://elsewhere/?${host}`];
    const web = new Web({
      [on("/")]: { links: ["/menu", ...likes, ...inDisguise, ...moved] },
      ...Object.fromEntries(likes.map((like, index) => [on(`/to/${index}`), { movedTo: like }])),
    });
    await web.readAll(crawl([home, ...likes], web.optionsWith({ hosts: [host] })));
    const asked = new Set([...web.asked, ...web.robotsAsked].map((url) => new URL(url, inn).host));
    expect([...asked].join(" "), "hosts asked for pages or robots.txt").toBe(host);
    expect(web.asked.length, "pages asked for").toBe(2 + moved.length);
  });

  it("comes out of a circle of redirects, and asks once for where two lead", async () => {
    const web = await crawlAll({
      "/": { links: ["/old", "/older", "/round"] },
      "/old": { movedTo: "/menu" },
      "/older": { movedTo: "/menu#soups" },
      "/round": { movedTo: "/and-round" },
      "/and-round": { movedTo: "/round" },
      "/menu": {},
    });
    expect(web.asked.toSorted().join(" "), "pages asked for").toBe(
      "/ /and-round /menu /old /older /round",
    );
  });

  it("goes so many links deep, and no deeper", async () => {
    const chain: Pages = {
      "/": { links: ["/1"] },
      "/1": { links: ["/2"] },
      "/2": { movedTo: "/3" },
      "/3": { links: ["/4"] },
    };
    const reached = async (maxDepth: number) => visitsOf(await crawlAll(chain, { maxDepth }));
    expect(await reached(0), "visits with a depth of 0").toBe("/");
    expect(await reached(2), "visits with a depth of 2").toBe("/ /1 /2");
    expect(await reached(3), "visits with a depth of 3").toBe("/ /1 /2 /3");
  });

  const list = { "/": { links: Array.from({ length: 200 }, (_, page) => `/${page}`) } };

  it("comes to the end of a page with far more links than there are workers", async () => {
    const web = await crawlAll(list, { maxPages: 999 });
    expect(web.visits.length, "visits").toBe(201);
  });

  it("visits no more places than it may", async () => {
    const web = await crawlAll(list, { maxPages: 5, workers: 4 });
    expect(web.visits.length, "visits").toBe(5);
    expect(web.asked.length, "pages asked for").toBe(5);
  });

  it("does not ask for what robots.txt forbids, and says so", async () => {
    const robots = "User-agent: *\nDisallow: /diary/";
    const pages = {
      "/": { links: ["/diary/monday", "/way"] },
      "/way": { movedTo: "/diary/today" },
    };
    const web = await crawlAll(pages, {}, { robots });
    expect(web.asked.join(" "), "pages asked for").toBe("/ /way");
    const failed = web.visits.filter(({ ok }) => !ok);
    expect(failed.length, "visits that failed").toBe(2);
    for (const visit of failed) expect(visit).toMatchObject({ error: { kind: "refused" } });
  });

  it("asks each host for its robots.txt once", async () => {
    const links = ["/menu", "http://yard/", "http://yard/well"];
    const hosts = ["inn", "yard"];
    const web = await crawlAll({ "/": { links } }, { hosts, workers: 1 });
    expect(web.robotsAsked.length, "requests for robots.txt, on 2 hosts").toBe(2);
  });

  it("takes another port of a host for another host", async () => {
    const links = ["/menu", "http://inn:8080/", "http://inn:8080/menu", "http://inn:81/"];
    const hosts = ["inn", "inn:8080"];
    const web = await crawlAll({ "/": { links }, "/menu": {} }, { hosts });
    expect(web.asked.toSorted().join(" "), "pages asked for").toBe(
      "/ /menu http://inn:8080/ http://inn:8080/menu",
    );
    expect(web.robotsAsked.length, "requests for robots.txt, on 2 ports").toBe(2);
  });

  it("takes http and https for two origins, and asks each for its robots.txt", async () => {
    const links = ["/menu", "https://inn/menu", "https://inn/soup"];
    const web = await crawlAll({ "/": { links } }, { workers: 1 });
    expect(web.robotsAsked.join(" "), "requests for robots.txt, on 2 origins").toBe(
      "http://inn/robots.txt https://inn/robots.txt",
    );
  });

  it("visits exactly what is near enough, each once, whatever leads where", async () => {
    const web = fc.record({
      links: fc.array(fc.array(fc.nat(6), { maxLength: 4 }), { minLength: 7, maxLength: 7 }),
      failing: fc.array(fc.nat(6), { maxLength: 2 }),
      maxDepth: fc.nat(4),
      workers: fc.integer({ min: 1, max: 3 }),
    });
    const property = fc.asyncProperty(web, async ({ links, failing, maxDepth, workers }) => {
      const pages: Record<string, WebPage> = {};
      for (const [page, others] of links.entries())
        pages[nameOf(page)] = failing.includes(page)
          ? { fails: true }
          : { links: others.map(nameOf) };
      const near = new Map([["/", 0]]);
      // A map goes on with what is added meanwhile: nearest first.
      for (const [path, depth] of near)
        for (const link of pages[path]?.links ?? [])
          if (depth < maxDepth && !near.has(link)) near.set(link, depth + 1);
      const { asked, visits, show } = await crawlAll(pages, { maxDepth, workers });
      const title = `(${JSON.stringify(pages)}, ${maxDepth} links deep)`;
      const right = [...near.keys()].toSorted().join(" ");
      expect(asked.toSorted().join(" "), `pages asked for ${title}`).toBe(right);
      expect(
        visits
          .map(({ job }) => show(job.url))
          .toSorted()
          .join(" "),
        `visits ${title}`,
      ).toBe(right);
    });
    const { failed, errorInstance } = await fc.check(property, { seed: 9, numRuns: 150 });
    if (failed) throw errorInstance;
  });

  it("asks for nothing where robots.txt cannot be had", async () => {
    const web = await crawlAll({ "/": { links: ["/menu"] } }, {}, { robotsStatus: 503 });
    expect(web.asked.length, "pages asked for").toBe(0);
    expect(web.visits.map(({ ok }) => ok).join(), "whether the visits went well").toBe("false");
  });

  it("fetches only so far ahead of a reader who is slow", async () => {
    const web = new Web(list);
    const iteration = crawl([inn], web.optionsWith({ maxPages: 999 }));
    await iteration.next();
    for (let turns = 0; turns < 20; turns++) await turn();
    const { length } = web.asked;
    if (length > 20) expect.fail(`${length} pages were asked for, and one visit was read`);
    await iteration.return();
  });

  it("writes a line into the log for every visit", async () => {
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    const web = await crawlAll({ "/": { links: ["/gone", "/menu"] }, "/menu": {} }, { log });
    expect(lines.toSorted(), "lines in the log").toEqual(web.visits.map(describeVisit).toSorted());
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses to work with %d workers", async (workers) => {
    const web = await crawlAll({}, { workers });
    expect(web.end, "the crawl").toMatch("RangeError");
    expect(web.asked.length, "pages asked for").toBe(0);
  });

  it("throws what its log throws, and leaves nothing under way", async () => {
    const log = (): void => {
      throw new Error("no paper");
    };
    const web = await crawlAll({ "/": { links: ["/menu"] }, "/menu": {} }, { log });
    expect(web.end, "the crawl").toBe("Error: no paper");
    expect(web.underWayAtEnd, "pages being fetched when it ended").toBe(0);
  });
});

describeOrders();

it.each(["its reader leaves", "it is stopped"])(
  "crawl leaves nobody waiting at a queue when %s",
  async (when) => {
    const waiting = countWaiting();
    // One page comes, two are being fetched, and two are in the hands of the workers.
    const event = async (what: string): Promise<void> => {
      if (what !== "/ comes") await new Promise(() => {});
    };
    const stage = { event, note() {} };
    const web = new Web({ "/": { links: ["/1", "/2", "/3", "/4"] } }, { stage });
    const phone = new AbortController();
    const iteration = crawl([inn], web.optionsWith({ signal: phone.signal }));
    await iteration.next();
    await turn();
    if (when === "it is stopped") {
      phone.abort(new Error("the inn closes"));
      await iteration.next().catch(() => {});
    } else await iteration.return();
    await turn();
    expect(waiting.now, "calls of `get` that wait after the crawl").toBe(0);
  },
);

describe("crawl of a real website", () => {
  it("finds all that may be found, and asks for nothing twice", async () => {
    await withSite(async (site, options) => {
      const found: { good: string[]; bad: string[] } = { good: [], bad: [] };
      for await (const { job, ok } of crawl([site.url], options)) {
        (ok ? found.good : found.bad).push(new URL(job.url).pathname);
        // By then, other pages have been waiting for it, or it for them.
        if (found.good.length === 5) site.letGo();
      }
      expect(found.good.toSorted().join(" ")).toBe(
        "/ /and-round /card.pdf /dessert /diary/open-day /floor/1 /floor/2 /menu /neighbor" +
          " /old-menu /older-menu /round /slow /soup",
      );
      expect(found.bad.toSorted().join(" ")).toBe(
        "/broken /cut /diary/monday /diary/tuesday /endless /missing",
      );
      const asked = site.log.map(({ path }) => path);
      expect(asked.length, "requests for that many URLs").toBe(new Set(asked).size);
      expect(site.log.filter(({ isOther }) => isOther).length, "requests to another host").toBe(0);
      expect(site.peakOpen, "requests at once").toBeLessThanOrEqual(3);
      await site.whenIdle();
    });
  });
});
