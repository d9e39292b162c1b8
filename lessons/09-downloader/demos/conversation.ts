// What a probe and one range look like on the wire.

import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { realClock as clock } from "#lesson/09-downloader/clock.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { createClient } from "#lesson/09-downloader/http/http-client.ts";
import { fetchRange } from "#solution/09-downloader/fetch-range.ts";
import { probe } from "#solution/09-downloader/probe.ts";

const server = await startFaultServer({ sizeBytes: 1_000 });
const { url } = server;
const timeoutMs = 60_000;
const dispatcher = openConnections({ connections: 1, timeoutMs });
const client = createClient({ dispatcher, clock, timeoutMs, url, headers: {} });

const resource = await probe(client, url);
let length = 0;
for await (const { buffers } of fetchRange(client, resource, { start: 100, end: 200 })) {
  for (const buffer of buffers) length += buffer.length;
}
for (const { raw, status } of server.log) {
  const lines = raw.split("\r\n").filter((line) => !/^(host|connection):/i.test(line));
  console.log(`${lines.join("\n")}\n  → ${status}\n`);
}
console.log(`${length} bytes of ${resource.sizeBytes}`);
await dispatcher.destroy();
await server.close();
