// Sends requests: follows redirects, keeps secrets where they belong, and knows when to stop waiting.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { RequestHeaders } from "#lesson/09-downloader/download-options.ts";
import { Cookies } from "#lesson/09-downloader/http/cookies.ts";
import { isOwnCoding } from "#lesson/09-downloader/http/headers/content-coding.ts";
import { withoutLogin, writeLogin } from "#lesson/09-downloader/http/login.ts";
import {
  type PlainRequest,
  type Reply,
  type SendOptions,
  sendOnce,
} from "#lesson/09-downloader/http/send-once.ts";

export type { Reply } from "#lesson/09-downloader/http/send-once.ts";

export interface Request extends PlainRequest {
  /** `manual`: a redirect is the reply, for whoever wants to look where it leads. */
  redirect?: "follow" | "manual";
}

export interface Client {
  /** @throws DownloadError where there is no reply; the signal's reason. The body may throw both. */
  send(request: Request): Promise<Reply>;
  /** Until the next request: where that is for all of the same URL, this reply is the answer. */
  keep(reply: Reply): void;
  /** Ends the reply that was kept, if nobody has asked for it. */
  close(): void;
}

export interface ClientOptions extends SendOptions {
  /** Where the headers below were meant to go. */
  url: string;
  headers: RequestHeaders;
  /** Told of what a server does oddly, and what is made of it; each once. */
  onEvent?: (event: { type: "note"; reason: string }) => void;
}

const maxRedirects = 10;
const redirectStatuses = [301, 302, 303, 307, 308];
/** They name or prove who we are, and are for nobody but the origin that they were given for. */
const secretNames = ["authorization", "cookie", "proxy-authorization"];

export function createClient(options: ClientOptions): Client {
  const { origin, username, password } = new URL(options.url);
  const authorization = writeLogin(username, password);
  const given = { ...(authorization ? { authorization } : {}), ...options.headers };
  const cookies = new Cookies();
  let kept: Reply | undefined;
  const told = new Set<string>();
  return {
    async send({ url, redirect = "follow", ...request }) {
      const whole = takeKept();
      const asksForAll = request.method === "GET" && request.headers?.range === undefined;
      let place = new URL(withoutLogin(url));
      if (whole && whole.url === place.href && asksForAll) return whole;
      // There may be no connection but the one that it has.
      whole?.body.drop();
      for (let redirects = 0; redirects <= maxRedirects; redirects++) {
        const headers = { ...chooseHeaders(place), ...request.headers };
        const reply = await sendOnce({ ...request, url: place.href, headers }, options);
        if (redirect === "manual" || !isRedirect(reply.status)) return keepOwnCoding(reply);
        await reply.body.discard();
        cookies.add(place, reply.headers["set-cookie"], reply.atMs);
        place = readLocation(reply);
      }
      const from = withoutLogin(url);
      throw new DownloadError("refused", `more than ${maxRedirects} redirects from ${from}`);
    },
    keep(reply) {
      kept = reply;
    },
    close() {
      takeKept()?.body.drop();
    },
  };

  function takeKept(): Reply | undefined {
    const reply = kept;
    kept = undefined;
    return reply;
  }

  function keepOwnCoding(reply: Reply): Reply {
    const { url, headers } = reply;
    const { "content-encoding": coding, ...others } = headers;
    if (coding === undefined || !isOwnCoding(coding, url, headers)) return reply;
    tell(`the server sends it as “${coding}”, which it is by itself: kept as it is`);
    return { ...reply, headers: others };
  }

  function tell(reason: string): void {
    if (!told.has(reason)) options.onEvent?.({ type: "note", reason });
    told.add(reason);
  }

  function chooseHeaders(place: URL): RequestHeaders {
    const isOurs = ([name]: [string, string]): boolean =>
      place.origin === origin || !secretNames.includes(name);
    const headers = Object.fromEntries(Object.entries(given).filter(isOurs));
    const set = cookies.choose(place);
    if (set === undefined) return headers;
    return { ...headers, cookie: headers.cookie ? `${headers.cookie}; ${set}` : set };
  }
}

export function isRedirect(status: number): boolean {
  return redirectStatuses.includes(status);
}

/** Where a redirect leads. Throws DownloadError `refused` if that is no place of the web. */
export function readLocation({ status, headers, url }: Omit<Reply, "body">): URL {
  const { location } = headers;
  if (location !== undefined && URL.canParse(location, url)) {
    const place = new URL(location, url);
    if (/^https?:$/.test(place.protocol)) return new URL(withoutLogin(place.href));
  }
  const got = location ?? "nothing";
  throw new DownloadError("refused", `expected a place to go with status ${status}, got ${got}`);
}
