// Two of ten documents are missing: an error that is printed and lost, and one that is a result.

import { download } from "#lesson/04-queues/download.ts";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { runWorkers } from "#solution/04-queues/worker-pattern.ts";

const server = await startFileServer({ count: 10, missing: [3, 7] });

// #region lost
async function downloadOrPrint(url: string): Promise<string | undefined> {
  try {
    return await download(url);
  } catch (error) {
    console.log(`something went wrong: ${error}`);
  }
}
// #endregion

const texts = [];
for (const url of server.urls) texts.push(await downloadOrPrint(url));
console.log(`printed and lost: ${texts.length} texts, all is well?`);

const [found, missing]: string[][] = [[], []];
for await (const outcome of runWorkers(server.urls, download, { workers: 4 })) {
  if (outcome.ok) found?.push(outcome.value);
  else missing?.push(outcome.job);
}
const names = missing?.map((url) => new URL(url).pathname).sort();
const again = `${names?.length} errors to try again: ${names?.join(" ")}`;
console.log(`outcomes: ${found?.length} texts, and ${again}`);
await server.close();
