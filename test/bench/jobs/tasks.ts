// A download as a task of a pool: what a worker of the queue does, without a queue.
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { download as downloadFile } from "#solution/09-downloader/download.ts";

const options = { connections: 1, timeoutMs: 30_000 };
const dispatcher = openConnections(options);

export async function download(url: string, file: string): Promise<number> {
  const { sizeBytes } = await downloadFile(url, { ...options, dispatcher, file, overwrite: true });
  return sizeBytes;
}
