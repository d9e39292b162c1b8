// The server of a ticket shop: makes thumbnails of posters, says how many tickets are left, logs every request.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "#lesson/04-queues/log-thread.ts";

export interface TicketServer {
  /** Such as `http://127.0.0.1:40123`. */
  url: string;
  close(): Promise<void>;
}

/** Listens on the loopback interface only. */
export async function startTicketServer(
  makeThumbnail: () => Promise<Uint8Array> | Uint8Array,
  log: Log,
): Promise<TicketServer> {
  // #region handler
  const server = createServer(async (request, response) => {
    if (request.url === "/tickets") response.end("12 tickets left\n");
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
