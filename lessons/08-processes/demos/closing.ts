// Closes a server with three connections: one is idle, two wait for an answer.

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const responses: ServerResponse[] = [];
const server = createServer((request, response) => {
  responses.push(response);
  if (request.url === "/idle") response.end();
});
server.keepAliveTimeout = 60_000;
await once(server.listen(0, "127.0.0.1"), "listening");
const { port } = server.address() as AddressInfo;
const get = async (path: string) => await (await fetch(`http://127.0.0.1:${port}${path}`)).text();

const first = get("/in-use");
await once(server, "request");
const second = get("/in-use");
await once(server, "request");
await get("/idle");
const [kept, closing, idle] = responses as [ServerResponse, ServerResponse, ServerResponse];

server.close();
await once(idle.req.socket, "close");
console.log("idle: closed");
kept.end();
await first;
// #region header
closing.setHeader("connection", "close").end();
// #endregion
await Promise.all([second, once(closing.req.socket, "close")]);
console.log(`answered: ${kept.req.socket.destroyed ? "closed" : "still open"}`);
console.log(`answered with connection: close: ${closing.req.socket.destroyed ? "closed" : "open"}`);
server.closeAllConnections();
