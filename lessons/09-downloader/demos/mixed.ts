// Half of a file, a pause, and the other half: of the same file?

import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";

const sizeBytes = 1_000;
/** After the first request, there is a new version of the file. */
const server = await startFaultServer({ sizeBytes, rules: [{ skip: 1, version: 2 }] });

async function get(headers: Record<string, string>): Promise<[number, Buffer]> {
  const reply = await fetch(server.url, { headers });
  return [reply.status, Buffer.from(await reply.arrayBuffer())];
}

// #region halves
const [first, start] = await get({ range: "bytes=0-499" });
const [second, rest] = await get({ range: "bytes=500-999" });
const file = Buffer.concat([start, rest]);
// #endregion
console.log(`two halves: ${first} and ${second}, ${file.length} bytes`);
for (const version of [1, 2]) {
  const isSame = file.equals(readSource(createSource(1, version, sizeBytes)));
  console.log(`version ${version} of the file: ${isSame ? "yes" : "no"}`);
}
// #region if-range
const [third] = await get({ range: "bytes=500-999", "if-range": '"v1"' });
console.log(`the same with If-Range: ${third}`);
// #endregion
await server.close();
