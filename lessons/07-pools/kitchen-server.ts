// A web server that makes thumbnails and has a menu, and notes every request in a log.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "#lesson/04-queues/log-thread.ts";

export interface KitchenServer {
  /** Such as `http://127.0.0.1:40123`. */
  url: string;
  close(): Promise<void>;
}

/** Listens on the loopback interface only. */
export async function startKitchenServer(
  makeThumbnail: () => Promise<Uint8Array> | Uint8Array,
  log: Log,
): Promise<KitchenServer> {
  // #region handler
  const server = createServer(async (request, response) => {
    if (request.url === "/menu") response.end("soup, stew, toast\n");
    else response.end(await makeThumbnail());
    log.write(`${request.method} ${request.url} ${response.statusCode}`);
  });
  // #endregion
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
