// Sends requests: follows redirects, keeps secrets where they belong, and knows when to stop waiting.

import type { Dispatcher } from "undici";
import type { Clock } from "#lesson/09-downloader/clock.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { RequestHeaders } from "#lesson/09-downloader/download-options.ts";
import { explainFailure } from "#lesson/09-downloader/http/connection-failure.ts";
import { ReplyBody } from "#lesson/09-downloader/http/reply-body.ts";

export interface Request {
  method: "GET" | "HEAD";
  url: string;
  headers?: RequestHeaders;
  signal?: AbortSignal;
  /** `manual`: a redirect is the reply, for whoever wants to look where it leads. */
  redirect?: "follow" | "manual";
}

export interface Reply {
  status: number;
  /** Names in lower case; of a header that came twice, the first. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Where it came from, after all redirects. */
  url: string;
  /** When its headers came, in milliseconds since 1970. */
  atMs: number;
  body: ReplyBody;
}

export interface Client {
  /** @throws DownloadError where there is no reply; the signal's reason. The body may throw both. */
  send(request: Request): Promise<Reply>;
}

export interface ClientOptions {
  dispatcher: Dispatcher;
  clock: Clock;
  /** How long a server may be silent. */
  timeoutMs: number;
  /** Where the headers below were meant to go. */
  url: string;
  headers: RequestHeaders;
}

const maxRedirects = 10;
const redirectStatuses = [301, 302, 303, 307, 308];
/** They name or prove who we are, and are for nobody but the origin that they were given for. */
const secretNames = ["authorization", "cookie", "proxy-authorization"];

export function createClient(options: ClientOptions): Client {
  const { origin, username, password } = new URL(options.url);
  const given = { ...readLogin(username, password), ...options.headers };
  return {
    async send({ url, redirect = "follow", ...request }) {
      let place = new URL(url);
      for (let redirects = 0; redirects <= maxRedirects; redirects++) {
        const headers = { ...chooseHeaders(place), ...request.headers };
        const reply = await sendOnce({ ...request, url: place.href, headers }, options);
        if (redirect === "manual" || !isRedirect(reply.status)) return reply;
        await reply.body.discard();
        place = readLocation(reply);
      }
      throw new DownloadError("refused", `more than ${maxRedirects} redirects from ${url}`);
    },
  };

  function chooseHeaders(place: URL): RequestHeaders {
    if (place.origin === origin) return given;
    const open = Object.entries(given).filter(([name]) => !secretNames.includes(name));
    return Object.fromEntries(open);
  }
}

/** Of a URL such as `https://anna:secret@example.org/`. */
function readLogin(username: string, password: string): RequestHeaders {
  if (username === "") return {};
  const login = [username, password].map(decodeURIComponent).join(":");
  return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

export function isRedirect(status: number): boolean {
  return redirectStatuses.includes(status);
}

/** Where a redirect leads. Throws DownloadError `refused` if that is no place of the web. */
export function readLocation({ status, headers, url }: Omit<Reply, "body">): URL {
  const { location } = headers;
  if (location !== undefined && URL.canParse(location, url)) {
    const place = new URL(location, url);
    if (/^https?:$/.test(place.protocol)) return place;
  }
  const got = location ?? "nothing";
  throw new DownloadError("refused", `expected a place to go with status ${status}, got ${got}`);
}

/** Resolves when the headers are there. */
function sendOnce(
  { method, url, headers, signal }: Request,
  { dispatcher, clock, timeoutMs }: ClientOptions,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let body: ReplyBody | undefined;
    const stop = (reason: Error): void => {
      finish(reason);
      controller?.abort(reason);
    };
    const stopByIdleness = (): void =>
      stop(new DownloadError("transient", `no byte for ${timeoutMs / 1_000} s`));
    const startIdleTimer = (): (() => void) => clock.startTimer(timeoutMs, stopByIdleness);
    const stopBySignal = (): void => stop(signal?.reason);
    let stopTimer = startIdleTimer();

    function finish(error?: unknown): void {
      stopTimer();
      signal?.removeEventListener("abort", stopBySignal);
      body?.end(error);
      if (error !== undefined) reject(error);
    }

    if (signal?.aborted) return finish(signal.reason);
    signal?.addEventListener("abort", stopBySignal, { once: true });
    const { origin, pathname, search } = new URL(url);
    const request = { origin, path: pathname + search, method, headers: headers ?? {} };
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal?.aborted) started.abort(signal.reason);
      },
      onResponseStart(started, status, given) {
        // Such as 103: a hint that the reply will come.
        if (status < 200) return;
        stopTimer();
        stopTimer = () => {};
        body = new ReplyBody(started, startIdleTimer);
        resolve({ status, headers: takeFirst(given), url, atMs: clock.wallMs(), body });
      },
      onResponseData: (_, piece) => body?.push(piece),
      onResponseEnd: () => finish(),
      onResponseError: (_, error) => finish(explainFailure(error)),
    });
  });
}

function takeFirst(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]),
  );
}
