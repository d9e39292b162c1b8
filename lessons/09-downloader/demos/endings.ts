// A reply that is cut in the middle, told three ways how long it is: who notices?

import type { Rule } from "#lesson/09-downloader/chaos/fault-script.ts";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";

const sizeBytes = 1_000;
const cut = { afterBytes: 500, by: "fin" } as const;
const ways: [string, Rule][] = [
  ["Content-Length", { cut, framing: "length" }],
  ["chunked", { cut, framing: "chunked" }],
  ["neither", { cut, framing: "close" }],
];

for (const [name, rule] of ways) {
  const server = await startFaultServer({ sizeBytes, rules: [rule] });
  // #region read
  const reply = await fetch(server.url);
  const outcome = await reply.arrayBuffer().then(
    (bytes) => `complete, ${bytes.byteLength} bytes`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
  // #endregion
  console.log(`${name}: ${outcome}`);
  await server.close();
}
