// The tests of exercise `crawl`: a web in memory, in every order of its answers; then a real website.

import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { crawl } from "#exercise/09-downloader/crawl.ts";
import { type CrawlOptions, describeVisit } from "#lesson/09-downloader/crawl-options.ts";
import type { OpenPage } from "#lesson/09-downloader/open-page.ts";
import { expectInEveryOrder } from "../03-event-loop/fixtures/orders.ts";
import { openBody, startLoading, whenAborted } from "./fixtures/loading.ts";
import { asBody, Web, type WebOptions, type WebPage } from "./fixtures/web.ts";
import { withSite } from "./fixtures/with-site.ts";

const inn = "http://inn/";
const reason = new Error("the inn closes");
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("loadPage", () => {
  it("reads a page as one text, wherever its bytes are cut", async () => {
    const bytes = Buffer.from("jalapeño");
    const open = openBody(() => asBody(bytes.subarray(0, 7), bytes.subarray(7)));
    const loading = startLoading(open);
    await turn();
    expect(loading.end).toBe("jalapeño");
  });

  it("stops reading a page that never ends, and lets its connection go", async () => {
    let [pieces, hasLeft] = [0, false];
    const open = openBody(async function* () {
      try {
        while (pieces++ < 200) yield [Buffer.alloc(100)];
      } finally {
        hasLeft = true;
      }
    });
    const loading = startLoading(open);
    await turn();
    if (pieces > 20) expect.fail(`${pieces * 100} bytes were read, and 1,000 are the limit`);
    expect(loading.end).toMatchObject({ kind: "refused" });
    expect(hasLeft, "whether its connection was let go").toBe(true);
  });

  it("takes a page that is as large as it may be", async () => {
    const loading = startLoading(openBody(() => asBody("a".repeat(600), "b".repeat(400))));
    await turn();
    expect(loading.end).toHaveLength(1_000);
  });

  it("gives up on a server that does not answer in time", async () => {
    const loading = startLoading((_, signal) => whenAborted(signal));
    loading.timers.pass(999);
    await turn();
    expect(loading.end, "a load that has a millisecond left").toBe("it is still waiting");
    loading.timers.pass(1);
    await turn();
    expect(loading.end).toMatchObject({ kind: "transient" });
  });

  it("gives up on a page that comes too slowly, though it does come", async () => {
    const open = openBody(async function* (signal) {
      yield [Buffer.from("drop by ")];
      await whenAborted(signal);
    });
    const loading = startLoading(open);
    await turn();
    loading.timers.pass(1_000);
    await turn();
    expect(loading.end).toMatchObject({ kind: "transient" });
  });

  it("ends when the crawl is stopped, with the reason", async () => {
    const phone = new AbortController();
    const loading = startLoading((_, signal) => whenAborted(signal), phone.signal);
    await turn();
    phone.abort(reason);
    await turn();
    expect(loading.end).toBe(reason);
  });

  it.each<[string, OpenPage]>([
    ["done", openBody(() => asBody("soup"))],
    ["too large", openBody(() => asBody("soup".repeat(1_000)))],
    ["not there", () => Promise.reject(reason)],
  ])("leaves no timer and no listener behind when a page is %s", async (_, open) => {
    const { signal } = new AbortController();
    const { timers } = startLoading(open, signal);
    await turn();
    expect(timers.running, "timers that run").toBe(0);
    expect(getEventListeners(signal, "abort").length, "listeners on the signal").toBe(0);
  });
});

type Pages = Readonly<Record<string, WebPage>>;

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

const visitsOf = (web: Web): string => web.visited.toSorted().join(" ");

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
});

describe("crawl, in every order of the answers", () => {
  const tree: Pages = {
    "/": { links: ["/a", "/b", "/c"] },
    "/a": { links: ["/d"] },
    "/b": { fails: true },
    "/c": {},
    "/d": { links: ["/e"] },
    "/e": { status: 404 },
  };
  const leadTo = (path: string): readonly string[] => tree[path]?.links ?? [];

  it("ends when nothing waits and nothing is being fetched, and not before", async (context) => {
    await expectInEveryOrder(context, "6 pages, of which 2 fail, and 3 workers", (stage) => {
      const web = new Web(tree, { stage });
      void web.readAll(crawl([inn], web.optionsWith({ workers: 3 })));
      return {
        check: () => {
          const done = web.ended.length;
          expect(web.end, `the crawl, ${done} of 6 pages being done`).toBe(
            done === 6 ? "done" : undefined,
          );
        },
        end: () => expect(visitsOf(web), "visits").toBe("/ /a /b /c /d /e"),
      };
    });
  });

  it("fetches as many pages at once as there are workers, if there are so many", async (context) => {
    await expectInEveryOrder(context, "6 pages and 2 workers", (stage) => {
      const web = new Web(tree, { stage });
      void web.readAll(crawl([inn], web.optionsWith()));
      return {
        check: () => {
          const left = new Set(["/", ...web.ended.flatMap(leadTo)]).size - web.ended.length;
          expect(web.underWay.size, `pages being fetched, of ${left} that could be`).toBe(
            Math.min(2, left),
          );
        },
      };
    });
  });

  it("yields a visit as soon as it is over", async (context) => {
    await expectInEveryOrder(context, "6 pages and 3 workers", (stage) => {
      const web = new Web(tree, { stage });
      void web.readAll(crawl([inn], web.optionsWith({ workers: 3 })));
      return {
        check: () => expect(web.visited.join(" "), "visits so far").toBe(web.ended.join(" ")),
      };
    });
  });

  it("reaches whatever is near enough, though a longer way was found first", async (context) => {
    const pages = {
      "/": { links: ["/a", "/short"] },
      "/a": { links: ["/b"] },
      "/b": { links: ["/inn"] },
      "/short": { links: ["/inn"] },
      "/inn": { links: ["/yard"] },
      "/yard": { links: ["/well"] },
    };
    await expectInEveryOrder(context, "7 pages, to one of which there are 2 ways", (stage) => {
      const web = new Web(pages, { stage });
      void web.readAll(crawl([inn], web.optionsWith({ maxDepth: 4 })));
      return {
        end: () => {
          // By the short way, `/well` lies four links deep.
          expect(visitsOf(web), "visits").toBe("/ /a /b /inn /short /well /yard");
          const depths = web.visits.map(({ job }) => `${web.show(job.url)} ${job.depth}`);
          expect(depths).toContain("/inn 2");
        },
      };
    });
  });

  it("asks a host for its robots.txt once, whoever else wants it meanwhile", async (context) => {
    await expectInEveryOrder(context, "3 places to start at, and 3 workers", (stage) => {
      const web = new Web({}, { stage, robots: "", isRobotsSlow: true });
      const starts = ["http://inn/a", "http://inn/b", "http://inn/c"];
      void web.readAll(crawl(starts, web.optionsWith({ workers: 3 })));
      let hasCome = false;
      return {
        check: () => {
          expect(web.robotsAsked.length, "requests for robots.txt").toBe(1);
          if (!hasCome) expect(web.asked.length, "pages asked for before it came").toBe(0);
          hasCome = true;
        },
        end: () => expect(visitsOf(web), "visits").toBe("/a /b /c"),
      };
    });
  });

  it("stops at once when its signal is aborted, and throws the reason", async (context) => {
    await expectInEveryOrder(context, "6 pages, 2 workers, and an abort", (stage) => {
      const [web, phone] = [new Web(tree, { stage }), new AbortController()];
      let askedAtAbort: number | undefined;
      void stage.event("the inn closes").then(() => {
        if (web.end) return;
        askedAtAbort = web.asked.length;
        phone.abort(reason);
      });
      void web.readAll(crawl([inn], web.optionsWith({ signal: phone.signal })));
      return {
        check: () => {
          if (askedAtAbort === undefined) return;
          expect(web.asked.length - askedAtAbort, "pages asked for after the abort").toBe(0);
          expect(web.underWay.size, "pages still being fetched after the abort").toBe(0);
          expect(web.end, "the crawl, aborted").toBe(String(reason));
        },
      };
    });
  });

  it("leaves nothing under way when its reader leaves", async (context) => {
    await expectInEveryOrder(context, "6 pages, 2 workers, and a break", (stage) => {
      const web = new Web(tree, { stage });
      let isLeft = false;
      const leave = (): boolean => {
        isLeft = web.visits.length === 2;
        return isLeft;
      };
      void web.readAll(crawl([inn], web.optionsWith()), leave);
      return {
        check: () => {
          if (!isLeft) return;
          expect(web.end, "the crawl, left by its reader").toBe("done");
          expect(web.underWayAtEnd, "pages being fetched when it ended").toBe(0);
          expect(web.underWay.size, "pages being fetched after its end").toBe(0);
        },
      };
    });
  });
});

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
