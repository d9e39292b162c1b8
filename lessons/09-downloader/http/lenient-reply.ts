// Replies whose form is wrong, and whose meaning is clear: the head is put right before it is read.

import { createRequire } from "node:module";
import type { Socket } from "node:net";
import type { buildConnector, Client, Dispatcher } from "undici";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";

type BuildConnector = (options: buildConnector.BuildOptions) => buildConnector.connector;

export interface LenientOptions extends Omit<Client.Options, "connect"> {
  connect: buildConnector.BuildOptions;
}

const require = createRequire(import.meta.url);
const maxHeadBytes = 2 ** 18;
const headEnd = /\r?\n\r?\n/;

/**
 * Passes requests on. Where the reply is no proper HTTP, it asks again, over a connection of its own
 * that is read leniently.
 *
 * @param known origins of such replies; they are not asked in the strict way again
 */
export function forgiveForm(
  origin: string,
  options: LenientOptions,
  known: Set<string>,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (request, handler) => {
    if (known.has(origin)) return dispatchLeniently(request, handler);
    let hasBegun = false;
    return dispatch(request, {
      onRequestStart: (...given) => handler.onRequestStart?.(...given),
      onResponseStart(controller, status, ...given) {
        hasBegun ||= status >= 200;
        handler.onResponseStart?.(controller, status, ...given);
      },
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError(controller, error) {
        if (hasBegun || !isAboutForm(error)) return handler.onResponseError?.(controller, error);
        known.add(origin);
        dispatchLeniently(request, handler);
      },
    });
  };

  function dispatchLeniently(
    request: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const OneClient: typeof Client = require("undici/lib/dispatcher/client.js");
    const client = new OneClient(origin, { ...options, connect: connectTidily(options.connect) });
    // One reply a connection: there is one head to put right, and nothing after the body.
    const isReady = client.dispatch({ ...request, reset: true }, handler);
    void client.close();
    return isReady;
  }
}

function isAboutForm({ name, code }: Error & { code?: string }): boolean {
  return name === "HTTPParserError" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";
}

function connectTidily(options: buildConnector.BuildOptions): buildConnector.connector {
  const build: BuildConnector = require("undici/lib/core/connect.js");
  const connect = build(options);
  return (place, callback) =>
    connect(place, (...result) => {
      const [, socket] = result;
      if (socket) tidyHeadOf(socket);
      callback(...result);
    });
}

/** Holds back what comes until the head is there, and hands it on put right; all else as it is. */
function tidyHeadOf(socket: Socket): void {
  /** In which a character stands for a byte. */
  let held = "";
  const pass = socket.push.bind(socket);
  socket.push = (piece: Buffer | null) => {
    held += piece?.toString("latin1") ?? "";
    let [ready, isOver] = ["", piece === null || held.length > maxHeadBytes];
    try {
      for (let end = headEnd.exec(held); end && !isOver; end = headEnd.exec(held)) {
        // After one such as 103 comes the head of the reply itself.
        isOver = !/^HTTP\/1\.\d 1\d\d\b/.test(held);
        ready += tidyHead(held.slice(0, end.index));
        held = held.slice(end.index + end[0].length);
      }
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
    if (isOver) {
      socket.push = pass;
      ready += held;
    }
    const wantsMore = ready === "" || pass(Buffer.from(ready, "latin1"));
    return piece === null ? pass(null) : wantsMore;
  };
}

/**
 * What no header can be is left out, what two lines say alike is said once, and a body in chunks has
 * no other length.
 *
 * @param head without the empty line at its end, which is added
 * @throws DownloadError `refused` if it gives two lengths
 */
export function tidyHead(head: string): string {
  const [status = "", ...lines] = head.split(/\r?\n/);
  const fields = lines.flatMap((line): [name: string, value: string][] => {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)[ \t]*:(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, (value ?? "").replace(/[\0\r]/g, " ").trim()]];
  });
  const valuesOf = (wanted: string): string[] =>
    fields.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const isChunked = valuesOf("transfer-encoding").some((value) => /\bchunked\b/i.test(value));
  const lengths = new Set(valuesOf("content-length").flatMap((value) => value.split(/\s*,\s*/)));
  if (lengths.size > 1 && !isChunked) {
    throw new DownloadError(
      "refused",
      `the reply gives two lengths: ${[...lengths].join(" and ")}`,
    );
  }
  const others = fields.filter(([name]) => name.toLowerCase() !== "content-length");
  const length = [...lengths].map((value): [string, string] => ["Content-Length", value]);
  const all = isChunked ? others : [...others, ...length];
  return [status, ...all.map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");
}
