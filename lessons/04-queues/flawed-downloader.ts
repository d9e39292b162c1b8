// A downloader as many tutorials show it: a task for each document, and a queue of three to hold them back.

import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

/** Downloads all documents, four at the same time. It was meant to, that is. */
export async function downloadFlawed<Document>(
  urls: readonly string[],
  download: (url: string) => Promise<Document>,
): Promise<Document[]> {
  const documents: Document[] = [];
  // #region flawed
  const started = new AsyncQueue<{ task: Promise<Document> }>(3);
  const collecting = (async () => {
    for await (const { task } of started) documents.push(await task);
  })();
  for (const url of urls) {
    const task = download(url);
    await started.put({ task });
  }
  started.close();
  await collecting;
  // #endregion
  return documents;
}
