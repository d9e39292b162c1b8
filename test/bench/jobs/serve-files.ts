// A server of generated files that counts the requests for each.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface CountingServer {
  readonly urls: string[];
  /** How often each file was asked for, by its number. */
  readonly requests: Int32Array;
  close(): void;
}

export function contentOf(file: number): Buffer {
  return Buffer.alloc(16_384, `file ${file} `);
}

export async function serveFiles(
  count: number,
  latencyMs: number,
  host: string,
): Promise<CountingServer> {
  const requests = new Int32Array(count);
  const server = createServer(async (request, response) => {
    const file = Number(request.url?.slice(1));
    requests[file] = (requests[file] ?? 0) + 1;
    await sleep(latencyMs);
    response.end(contentOf(file));
  }).listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    urls: Array.from({ length: count }, (_, file) => `http://${host}:${port}/${file}`),
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
