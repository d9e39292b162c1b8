// Two processes serve on one port: `cluster` hands them the connections in turn.

import cluster from "node:cluster";
import { once } from "node:events";
import { createServer } from "node:http";

if (cluster.isPrimary) {
  // #region primary
  const workers = [cluster.fork(), cluster.fork()];
  const listening = workers.map((worker) => once(worker, "listening"));
  const [[{ port }]] = (await Promise.all(listening)) as [[{ port: number }]];
  // #endregion

  const answeredBy = new Set<string>();
  for (let request = 1; request <= 4; request++) {
    // A connection that is kept alive would stay with its process.
    const response = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } });
    answeredBy.add(await response.text());
  }
  console.log(`4 requests to one port, answered by ${answeredBy.size} processes`);
  console.log(`and by this one: ${answeredBy.has(String(process.pid)) ? "some" : "none"}`);
  for (const worker of workers) worker.disconnect();
} else {
  // #region worker
  createServer((_request, response) => {
    response.end(String(process.pid));
  }).listen(0, "127.0.0.1");
  // #endregion
}
