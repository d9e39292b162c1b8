// An export of 1,000 rows to a customer whose connection is slow: how much of it waits in memory?

import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

const rows = Array.from({ length: 1_000 }, () => Buffer.alloc(1_000, "."));

// #region ways
const ways: Record<string, (response: Writable) => Promise<void>> = {
  "ignore what write returns": async (response) => {
    for (const row of rows) response.write(row);
    response.end();
  },
  "wait for drain": async (response) => {
    for (const row of rows) if (!response.write(row)) await once(response, "drain");
    response.end();
  },
  pipeline: (response) => pipeline(Readable.from(rows), response),
};
// #endregion

for (const [name, send] of Object.entries(ways)) {
  let peakBytes = 0;
  const response = new Writable({
    highWaterMark: 16_000,
    // One row a turn of the event loop is all that the connection carries.
    write(_row, _encoding, done) {
      setImmediate(() => {
        peakBytes = Math.max(peakBytes, response.writableLength);
        done();
      });
    },
  });
  const sent = once(response, "finish");
  await send(response);
  await sent;
  console.log(`${name}: at most ${peakBytes / 1_000} kB wait`);
}
