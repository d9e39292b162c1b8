// One request and its reply: no redirects, and no more patience than was asked for.

import type { Dispatcher } from "undici";
import type { Clock } from "#lesson/09-downloader/clock.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { RequestHeaders } from "#lesson/09-downloader/download-options.ts";
import { explainFailure } from "#lesson/09-downloader/http/connection-failure.ts";
import { type Headers, readHeaders } from "#lesson/09-downloader/http/headers/read-headers.ts";
import { ReplyBody } from "#lesson/09-downloader/http/reply-body.ts";

export interface PlainRequest {
  method: "GET" | "HEAD";
  url: string;
  headers?: RequestHeaders;
  signal?: AbortSignal;
}

export interface Reply {
  status: number;
  /** Names in lower case; of a header that came twice, the first. Only `set-cookie` has them all. */
  headers: Headers;
  /** Where it came from, after all redirects. */
  url: string;
  /** When its headers came, in milliseconds since 1970. */
  atMs: number;
  body: ReplyBody;
}

export interface SendOptions {
  dispatcher: Dispatcher;
  clock: Clock;
  /** How long a server may be silent. */
  timeoutMs: number;
}

/**
 * Resolves when the headers are there.
 *
 * @throws DownloadError where there is no reply; the signal's reason. The body may throw both.
 */
export function sendOnce(
  { method, url, headers, signal }: PlainRequest,
  { dispatcher, clock, timeoutMs }: SendOptions,
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
        resolve({ status, headers: readHeaders(given), url, atMs: clock.wallMs(), body });
      },
      onResponseData: (_, piece) => body?.push(piece),
      onResponseEnd: () => finish(),
      onResponseError: (_, error) => finish(explainFailure(error, body !== undefined)),
    });
  });
}
