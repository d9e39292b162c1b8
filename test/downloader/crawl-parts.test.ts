// The parts of the crawler that are given: names of pages, links, robots.txt, and how a page is opened.

import { describe, expect, test } from "vitest";
import type { Rule } from "#lesson/09-downloader/chaos/fault-script.ts";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { realClock as clock } from "#lesson/09-downloader/clock.ts";
import { startCrawlSite } from "#lesson/09-downloader/crawl/crawl-site.ts";
import { findLinks } from "#lesson/09-downloader/crawl/find-links.ts";
import { normalizeUrl } from "#lesson/09-downloader/crawl/normalize-url.ts";
import { createOpener, type OpenPage } from "#lesson/09-downloader/crawl/open-page.ts";
import { type Loaded, readPage } from "#lesson/09-downloader/crawl/page.ts";
import { fetchRobots, parseRobots } from "#lesson/09-downloader/crawl/robots.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { createClient } from "#lesson/09-downloader/http/http-client.ts";

describe("one name for each page", () => {
  test.each([
    ["HTTP://Example.ORG:80/a/./b/../c?x=1#top", "http://example.org/a/c?x=1"],
    ["https://anna:secret@example.org", "https://example.org/"],
    ["https://example.org:444/%7eanna", "https://example.org:444/%7eanna"],
    ["http://example.org/a b", "http://example.org/a%20b"],
    ["mailto:anna@example.org", undefined],
    ["javascript:void(0)", undefined],
    ["no place", undefined],
  ])("%s", (url, name) => {
    expect(normalizeUrl(url)).toBe(name);
  });
});

describe("links", () => {
  const find = (html: string): string[] => findLinks(html, "http://inn/menu/today");

  test("are absolute, whatever the notation", () => {
    expect(find(`<a href="soup">a</a><A HREF='/'>b</A><a class=x href = ../yard >c</a>`)).toEqual([
      "http://inn/menu/soup",
      "http://inn/",
      "http://inn/yard",
    ]);
    expect(find(`<a href="//yard/"><area href=#top><a\nhref="mailto:cook@inn">`)).toEqual([
      "http://yard/",
      "http://inn/menu/today#top",
      "mailto:cook@inn",
    ]);
  });

  test("may hold characters that HTML writes otherwise", () => {
    expect(find(`<a href="?a=1&amp;b=&#50;&#x33;&unknown;">`)).toEqual([
      "http://inn/menu/today?a=1&b=23&unknown;",
    ]);
  });

  test("are not what only looks like one", () => {
    const html = `<!-- <a href="/1"> --><script>"<a href='/2'>"</SCRIPT><abbr href="/3"><link href="/4">
      <title><a href="/5"></title><p data-x='<a href="/6">'>a < b</a href="/7"><a data-href="/8"><a>`;
    expect(find(html)).toEqual([]);
  });

  test("go on after an empty comment, a first href, and a tag without an end", () => {
    expect(find(`<!--><a href="/1" href="/2"><a href="http://[broken/"><a href="/3"`)).toEqual([
      "http://inn/1",
    ]);
  });

  test("are relative to the first <base>", () => {
    expect(find(`<base href="/yard/"><base href="/roof/"><a href="well">`)).toEqual([
      "http://inn/yard/well",
    ]);
  });

  test.each(["<a ", "<a href=", "<!--", "<script>", "<a href='", '<a b="', "<", "&#", "<a = "])(
    "of a megabyte of `%s` are found in one walk",
    (trick) => {
      // In two walks within each other it would be a matter of minutes.
      expect(find(trick.repeat(2 ** 20 / trick.length)).length).toBeLessThan(2 ** 20);
    },
  );
});

describe("robots.txt", () => {
  const allows = (text: string, path: string): boolean =>
    parseRobots(text, "interleave").allows(`http://inn${path}`);

  test.each<[string, string, boolean]>([
    ["Disallow: /a", "/a/b", false],
    ["Disallow: /a", "/b", true],
    ["Disallow: /a\nAllow: /a/b", "/a/b/c", true],
    ["Allow: /a/b\nDisallow: /a", "/a/b/c", true],
    ["Allow: /a\nDisallow: /a", "/a", true],
    ["Disallow:", "/a", true],
    ["Disallow: /", "/robots.txt", true],
    ["Disallow: /*.pdf$", "/a/card.pdf", false],
    ["Disallow: /*.pdf$", "/card.pdf?x", true],
    ["Disallow: /a$", "/a", false],
    ["Disallow: /a$", "/ab", true],
    ["Disallow: /a*b*c", "/a-c-b", true],
    ["Disallow: /a*b*c", "/a-b-c-d", false],
    ["Disallow: /*?", "/a?x=1", false],
    ["Disallow: /%7eanna", "/~anna", false],
    ["Disallow: /caf%c3%a9", "/caf\u00e9", false],
    ["Disallow: /caf\u00e9", "/caf%C3%A9", false],
    ["disallow : /a # not there", "/a", false],
    ["Disallow: a", "/a", false],
  ])("that says %j to %s: %j", (rule, path, isAllowed) => {
    expect(allows(`User-agent: *\n${rule}`, path)).toBe(isAllowed);
  });

  test("speaks to each crawler in its own group, else in that of all", () => {
    const text = `\uFEFFDisallow: /nobody
User-agent: *
Disallow: /all

User-agent: other
User-agent: INTERLEAVE/2.0
Sitemap: http://inn/map
Disallow: /one

User-agent: interleave
Disallow: /two`.replaceAll("\n", "\r\n");
    const paths = ["/nobody", "/all", "/one", "/two"];
    expect(paths.filter((path) => !allows(text, path))).toEqual(["/one", "/two"]);
    expect(parseRobots(text, "third").allows("http://inn/all")).toBe(false);
    expect(parseRobots("", "third").allows("http://inn/all")).toBe(true);
  });

  test("does not make its reader try again and again", () => {
    const rule = `Disallow: /${"*a".repeat(5_000)}b`;
    expect(allows(`User-agent: *\n${rule}`, `/${"a".repeat(20_000)}`)).toBe(true);
  });

  const reply = { headers: {}, text: "User-agent: *\nDisallow: /a", url: "http://inn/", atMs: 0 };

  test.each([
    [200, false, true],
    [404, true, true],
    [403, true, true],
    [500, false, false],
    [503, false, false],
  ])("with status %i", async (status, isForA, isForB) => {
    const robots = await fetchRobots("http://inn", async () => ({ ...reply, status }));
    expect([robots.allows("http://inn/a"), robots.allows("http://inn/b")]).toEqual([
      isForA,
      isForB,
    ]);
  });

  test("that does not come forbids everything; a stop is no answer", async () => {
    const fail = (error: Error) => fetchRobots("http://inn", () => Promise.reject(error));
    const robots = await fail(new DownloadError("transient", "the connection failed"));
    expect(robots.allows("http://inn/a")).toBe(false);
    await expect(fail(new Error("stopped"))).rejects.toThrow("stopped");
  });

  test("is followed through five redirects, and no further", async () => {
    const ask = async (redirects: number): Promise<[boolean, number]> => {
      let asked = 0;
      const load = async (url: string): Promise<Loaded> =>
        asked++ < redirects
          ? { ...reply, url, status: 301, headers: { location: `/${asked}` } }
          : { ...reply, url, status: 200 };
      return [(await fetchRobots("http://inn", load)).allows("http://inn/a"), asked];
    };
    expect(await ask(5)).toEqual([false, 6]);
    expect(await ask(6)).toEqual([true, 6]);
  });
});

describe("a page", () => {
  const answer = { text: `<a href="/a">`, url: "http://inn/", atMs: 0, headers: {} };

  test("is read for links if it is HTML, or says nothing of its type", () => {
    const read = (type?: string) =>
      readPage({ ...answer, status: 200, headers: { "content-type": type } }).links;
    expect(read("text/html; charset=utf-8")).toEqual(["http://inn/a"]);
    expect(read()).toEqual(["http://inn/a"]);
    expect(read("text/plain")).toEqual([]);
  });

  test("that is a redirect links to where it leads", () => {
    const headers = { location: "/b" };
    expect(readPage({ ...answer, status: 302, headers }).links).toEqual(["http://inn/b"]);
    expect(() => readPage({ ...answer, status: 302 })).toThrow("expected a place to go");
    expect(() => readPage({ ...answer, status: 404 })).toThrow("status 404");
  });
});

describe("to open a page", () => {
  /** With a client that has one connection. */
  async function withOpener(
    { url }: { url: string },
    task: (open: OpenPage) => Promise<void>,
  ): Promise<void> {
    const timeoutMs = 60_000;
    const dispatcher = openConnections({ connections: 1, timeoutMs });
    const client = createClient({ dispatcher, clock, timeoutMs, url, headers: {} });
    await task(createOpener(client)).finally(() => dispatcher.destroy());
  }

  async function readSizeBytes(body: AsyncIterable<Buffer[]>): Promise<number> {
    let sizeBytes = 0;
    for await (const pieces of body) for (const { length } of pieces) sizeBytes += length;
    return sizeBytes;
  }

  const { signal } = new AbortController();

  test.each<[string, Rule, number]>([
    ["reads text", { headers: { "content-type": "text/html" } }, 1_000],
    ["reads what has no type", { headers: { "content-type": null } }, 1_000],
    ["reads nothing else", {}, 0],
    ["follows no redirect", { status: 302, headers: { location: "{other}" } }, 20],
  ])("%s", async (_, rule, sizeBytes) => {
    const server = await startFaultServer({ sizeBytes: 1_000, rules: [rule] });
    await withOpener(server, async (open) => {
      const answer = await open(server.url, signal);
      expect(answer.status).toBe(rule.status ?? 200);
      expect(await readSizeBytes(answer.body)).toBe(sizeBytes);
      // The only connection is free again.
      await open(server.url, signal);
      expect(server.log.map(({ connection }) => connection)).toEqual([1, 1]);
      expect(server.log[0]?.headers["user-agent"]).toBe("interleave");
    });
    await server.close();
  });

  test("refuses what is compressed though nobody asked for that", async () => {
    const server = await startFaultServer({ sizeBytes: 1_000, rules: [{ gzip: true }] });
    await withOpener(server, async (open) => {
      await expect(open(server.url, signal)).rejects.toMatchObject({ kind: "refused" });
      expect(server.log[0]?.headers["accept-encoding"]).toBe("identity");
    });
    await server.close();
  });

  test("on the site: the slow page comes when it is let go, the endless one ends with its reader", async () => {
    const site = await startCrawlSite();
    await withOpener(site, async (open) => {
      const slow = open(`${site.url}/slow`, signal);
      site.letGo();
      expect((await slow).status).toBe(200);
      await readSizeBytes((await slow).body);
      const { body } = await open(`${site.url}/endless`, signal);
      for await (const _pieces of body) break;
      await site.whenIdle();
      expect(site.log.map(({ path }) => path)).toEqual(["/slow", "/endless"]);
      expect(site.log[1]?.sentBytes).toBeLessThan(32 * 2 ** 20);
    });
    site.close();
  });
});
