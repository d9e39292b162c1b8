// A web server on this machine, for demos that need somebody to wait for.

import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface LocalServer {
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  /** How many connections clients have opened. */
  connections(): number;
  /** Ends what is still open. */
  close(): void;
}

/** Listens on a free port of the loopback interface. */
export async function serve(listener: RequestListener): Promise<LocalServer> {
  let connections = 0;
  // No connection is closed because it was idle: a client that was asleep meanwhile would find it so with its next request.
  const server = createServer({ keepAliveTimeout: 0 }, listener);
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
