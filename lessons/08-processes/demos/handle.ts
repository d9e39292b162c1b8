// Opens a port and gives it away: the process that gets the handle answers on it.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startProcess } from "#lesson/08-processes/start-process.ts";

if (process.argv[2] === "child") {
  // #region child
  process.once("message", (_text, handle) => {
    const server = createServer((_request, response) => {
      response.end("the child");
      process.disconnect();
      server.close();
    }).listen(handle as Server);
    server.once("listening", () => process.send?.("open"));
  });
  // #endregion
} else {
  // #region parent
  const server = createServer((_request, response) => response.end("the parent"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const child = startProcess(new URL(import.meta.url), ["child"]);
  child.send("take it", server);
  await once(child, "message");
  server.close();
  // #endregion
  const response = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } });
  console.log(`answered by ${await response.text()}`);
}
