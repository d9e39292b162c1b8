// A session of a web client: connections that are kept, a deadline, and a stream in chunks of 1,024 bytes.

import { Agent, fetch } from "undici";
import { serve } from "#lesson/03-event-loop/local-server.ts";

const picture = Buffer.alloc(10_500, "pixel");
const server = await serve((request, response) => {
  if (request.url !== "/never") response.end(picture);
});

// #region session
const session = new Agent({ connections: 2 });
const get = (path: string, signal?: AbortSignal) =>
  fetch(`${server.url}${path}`, { dispatcher: session, ...(signal ? { signal } : {}) });

const pages = [1, 2, 3, 4, 5, 6].map(async (page) => (await get(`/${page}`)).arrayBuffer());
await Promise.all(pages);
console.log(`6 pages over ${server.connections()} connections`);

const late = await get("/never", AbortSignal.timeout(50)).catch((error: Error) => error.name);
console.log(`a page that never comes: ${late}`);
// #endregion

// #region chunks
async function* inChunks(parts: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const part of parts) {
    rest = Buffer.concat([rest, part]);
    for (; rest.length >= size; rest = rest.subarray(size)) yield rest.subarray(0, size);
  }
  if (rest.length > 0) yield rest;
}
// #endregion

const sizes: number[] = [];
const { body } = await get("/picture");
if (body) for await (const chunk of inChunks(body, 1_024)) sizes.push(chunk.length);
console.log(`a picture: ${sizes.length} chunks of ${sizes[0]} bytes, the last of ${sizes.at(-1)}`);
await session.close();
server.close();
