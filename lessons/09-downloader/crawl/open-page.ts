// Asks for a page: redirects are not followed, and what is no text is not read.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import type { Client, Reply } from "#lesson/09-downloader/http/http-client.ts";

/** What a server answered. */
export interface PageAnswer extends Omit<Reply, "body"> {
  /** Empty if there is no text in it. To be read once; to leave the loop ends the connection. */
  body: AsyncIterable<Buffer[]>;
}

/** @throws DownloadError where there is no answer; the signal's reason. The body may throw both. */
export type OpenPage = (url: string, signal: AbortSignal) => Promise<PageAnswer>;

/** What it calls itself, to servers and in their robots.txt. */
export const crawlerName = "interleave";

const headers = { "accept-encoding": "identity", "user-agent": crawlerName };

export function createOpener(client: Client): OpenPage {
  return async (url, signal) => {
    const reply = await client.send({ method: "GET", url, headers, signal, redirect: "manual" });
    const encoding = reply.headers["content-encoding"] ?? "identity";
    const isPlain = encoding.toLowerCase() === "identity";
    if (isPlain && isText(reply)) return reply;
    await reply.body.discard();
    if (isPlain) return { ...reply, body: nothing() };
    throw new DownloadError("refused", `nobody asked for the encoding “${encoding}”`);
  };
}

/** A server that names no type gets the benefit of the doubt. */
function isText({ headers }: Reply): boolean {
  return /^text\//i.test(headers["content-type"] ?? "text/");
}

async function* nothing(): AsyncGenerator<Buffer[], void> {}
