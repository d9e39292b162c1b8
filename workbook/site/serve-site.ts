// Serves the site to this machine alone, as any static host would.

import { once } from "node:events";
import { createServer } from "node:http";
import { extname } from "node:path";
import type { SiteFiles } from "./site.ts";

const host = "127.0.0.1";
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};

export interface SiteServer {
  url: string;
  close(): Promise<void>;
}

/**
 * @param port 0 for any that is free
 * @param folder where on the server the site begins, such as `/some/where/`
 * @throws Error with the system's `code`, such as EADDRINUSE
 */
export async function serveSite(
  files: SiteFiles,
  { port, folder = "/" }: { port: number; folder?: string },
): Promise<SiteServer> {
  // A connection is the browser's to close: it may be used again at any moment.
  const server = createServer({ keepAliveTimeout: 0 }, ({ method, url = "" }, response) => {
    const path = pathOf(url);
    const name = path.startsWith(folder) ? path.slice(folder.length) : undefined;
    const text =
      name === undefined ? undefined : files.get(name.replace(/(^|\/)$/, "$1index.html"));
    const isRead = method === "GET" || method === "HEAD";
    if (!isRead) response.writeHead(405, { allow: "GET, HEAD" }).end();
    else if (name === undefined || text === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is no such page.\n");
    } else {
      const type = types[extname(name)] ?? types[".html"];
      response.writeHead(200, { "content-type": type, "cache-control": "no-cache" }).end(text);
    }
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return {
    url: `http://${host}:${address.port}${folder}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url, `http://${host}`).pathname);
  } catch {
    return "";
  }
}
