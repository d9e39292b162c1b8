// A website on this machine with everything that makes crawling hard, and a log of who asked for what.

import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { serve } from "#lesson/03-event-loop/local-server.ts";

export interface SiteRequest {
  /** Whether it came to the other host. */
  isOther: boolean;
  path: string;
  agent: string | undefined;
  /** Bytes of the body handed to the connection. */
  sentBytes: number;
}

export interface CrawlSite {
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  /** The same machine under another port: another host. */
  otherUrl: string;
  log: readonly SiteRequest[];
  /** The largest number of requests that were being answered at the same moment. */
  readonly peakOpen: number;
  /** Lets the slow page answer; until then it only listens. */
  letGo(): void;
  /** Resolves when no request is being answered. */
  whenIdle(): Promise<void>;
  close(): void;
}

/** `{site}` and `{other}` are the two hosts. What is linked to and not here gets 404. */
const links: Record<string, string> = {
  "/": `menu /menu#soups {SITE}/menu /old-menu /older-menu /round /neighbor {other}/garden
    mailto:cook@example.org /card.pdf /missing /broken /cut /slow /endless
    /diary/monday /diary/open-day /floor/1`,
  "/menu": "/ soup ./soup#hot /menu",
  "/soup": "../menu",
  "/diary/open-day": "/diary/tuesday",
  "/slow": "/dessert",
  "/dessert": "",
};
const redirects: Record<string, string> = {
  "/old-menu": "/menu",
  "/older-menu": "/old-menu",
  "/round": "/and-round",
  "/and-round": "/round",
  "/neighbor": "{other}/garden",
};
const robots = "User-agent: *\nDisallow: /diary/\nAllow: /diary/open-day\n";
/** Of the page without end: then even this server has had enough. */
const enoughBytes = 32 * 2 ** 20;

/** Listens on the loopback interface only. */
export async function startCrawlSite(): Promise<CrawlSite> {
  const log: SiteRequest[] = [];
  let [open, peakOpen] = [0, 0];
  let [letGo, onIdle] = [(): void => {}, (): void => {}];
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });

  const [site, other] = await Promise.all([serve(listenAs(false)), serve(listenAs(true))]);
  return {
    url: site.url,
    otherUrl: other.url,
    log,
    get peakOpen() {
      return peakOpen;
    },
    letGo,
    whenIdle: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        if (open === 0) resolve();
      }),
    close() {
      site.close();
      other.close();
    },
  };

  function listenAs(isOther: boolean): RequestListener {
    return ({ url: path = "", headers }, response) => {
      const request = { isOther, path, agent: headers["user-agent"], sentBytes: 0 };
      log.push(request);
      peakOpen = Math.max(peakOpen, ++open);
      response.once("close", () => {
        open--;
        if (open === 0) onIdle();
      });
      void answer(request, response);
    };
  }

  async function answer(request: SiteRequest, response: ServerResponse): Promise<void> {
    const { path } = request;
    if (path === "/cut") return void response.socket?.resetAndDestroy();
    if (path === "/endless") return await sendWithoutEnd(request, response);
    if (path === "/slow") await gate;
    const { status, type = "text/html", body = "", location } = choosePage(path);
    response.writeHead(status, { "content-type": type, ...(location && { location }) });
    request.sentBytes = Buffer.byteLength(body);
    response.end(body);
  }

  function choosePage(path: string): SitePage {
    const floor = /^\/floor\/(\d+)$/.exec(path)?.[1];
    const linked = floor === undefined ? links[path] : `/floor/${Number(floor) + 1}`;
    const location = redirects[path];
    if (path === "/robots.txt") return { status: 200, type: "text/plain", body: robots };
    if (path === "/card.pdf") return { status: 200, type: "application/pdf", body: "%PDF-1.7" };
    if (path === "/broken") return { status: 500 };
    if (location !== undefined) return { status: 302, location: fillIn(location) };
    if (linked === undefined) return { status: 404 };
    const anchors = fillIn(linked)
      .split(/\s+/)
      .map((link) => `<a href="${link}">go</a>`);
    return { status: 200, body: `<!doctype html>\n${anchors.join("\n")}` };
  }

  function fillIn(text: string): string {
    return text.replace("{SITE}", site.url.toUpperCase()).replace("{other}", other.url);
  }
}

interface SitePage {
  status: number;
  type?: string;
  body?: string;
  location?: string;
}

/** A piece whenever there is room for it, until the reader has gone. */
async function sendWithoutEnd(request: SiteRequest, response: ServerResponse): Promise<void> {
  const piece = Buffer.from("<p>And one more spoon of soup.</p>\n".repeat(500));
  response.writeHead(200, { "content-type": "text/html" });
  const hasGone = once(response, "close");
  while (!response.destroyed && request.sentBytes < enoughBytes) {
    request.sentBytes += piece.length;
    if (!response.write(piece)) await Promise.race([once(response, "drain"), hasGone]);
  }
  response.destroy();
}
