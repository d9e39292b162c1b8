// A server of small documents that keeps its answers back until it is as busy as it can get: what it
// counts then is no matter of luck.

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface DocumentServer {
  /** One for each path. */
  urls: string[];
  /** The most requests at once that were not answered yet. */
  readonly peakRequests: number;
  readonly peakConnections: number;
  /** Such as `GET /7.txt`, and `GET /7.txt 0-0` for a part, in the order in which they came. */
  log: string[];
  close(): Promise<void>;
}

export interface DocumentServerOptions {
  /** Paths that are not there. */
  missing?: readonly string[];
}

/** What is at a path. */
export function writeDocument(path: string): string {
  return `the document at ${path}, and nothing else\n`;
}

/**
 * Listens on the loopback interface only.
 *
 * @param paths each of them is going to be asked for
 * @param atOnce no answer as long as there are fewer requests than so many, and more will come
 */
export async function startDocumentServer(
  paths: readonly string[],
  atOnce: number,
  { missing = [] }: DocumentServerOptions = {},
): Promise<DocumentServer> {
  const held: (() => void)[] = [];
  const log: string[] = [];
  const connections = new Set<Socket>();
  let [left, peakConnections, peakRequests] = [paths.length, 0, 0];

  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const range = request.headers.range?.replace("bytes=", " ") ?? "";
    log.push(`${request.method} ${request.url}${range}`);
    held.push(() => {
      if (answer(request, response)) left--;
    });
    peakRequests = Math.max(peakRequests, held.length);
    // First whoever has knocked already: one more than allowed is to be seen.
    setImmediate(letGo);
  });
  server.on("connection", (socket) => {
    connections.add(socket);
    // Its end is the other side's; our own comes a moment later.
    for (const event of ["end", "close"]) socket.once(event, () => connections.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    urls: paths.map((path) => `http://127.0.0.1:${port}${path}`),
    log,
    get peakRequests() {
      return peakRequests;
    },
    get peakConnections() {
      return peakConnections;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };

  function letGo(): void {
    peakConnections = Math.max(peakConnections, connections.size);
    while (held.length > 0 && held.length >= Math.min(atOnce, left)) held.shift()?.();
  }

  /** Returns whether nobody needs to ask for it again. */
  function answer({ url = "", headers }: IncomingMessage, response: ServerResponse): boolean {
    if (missing.includes(url)) {
      response.writeHead(404).end();
      return true;
    }
    const text = writeDocument(url);
    const [, first = "0", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
    const part = text.slice(Number(first), last === "" ? text.length : Number(last) + 1);
    const range = `bytes ${first}-${Number(first) + part.length - 1}/${text.length}`;
    response.writeHead(headers.range ? 206 : 200, {
      "accept-ranges": "bytes",
      "content-length": part.length,
      etag: `"${url}"`,
      ...(headers.range ? { "content-range": range } : {}),
    });
    response.end(part);
    // A probe is followed by the request for all of it.
    return headers.range !== "bytes=0-0";
  }
}
