// Eight connections of undici and nothing but the writes: `bare-undici.mjs URL FILE`.

import { open } from "node:fs/promises";
import { Agent, request } from "undici";

const [url = "", file = ""] = process.argv.slice(2);
const connections = 8;
const dispatcher = new Agent({ connections });
const head = await request(url, { method: "HEAD", dispatcher });
await head.body.dump();
const sizeBytes = Number(head.headers["content-length"]);
const share = Math.ceil(sizeBytes / connections);
const handle = await open(file, "w");
await Promise.all(
  Array.from({ length: connections }, async (_, index) => {
    let at = index * share;
    const last = Math.min(at + share, sizeBytes) - 1;
    const headers = { range: `bytes=${at}-${last}` };
    const { body } = await request(url, { dispatcher, headers });
    for await (const piece of body) {
      await handle.write(piece, 0, piece.length, at);
      at += piece.length;
    }
  }),
);
await handle.close();
await dispatcher.close();
