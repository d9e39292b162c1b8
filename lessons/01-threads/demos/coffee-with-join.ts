// Coffee with a join: the cup waits until the kettle's thread has ended.

import { once } from "node:events";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

const kettle = new URL("../kettle.ts", import.meta.url);

// #region coffee
console.log("The kettle is on.");
const worker = startWorker(kettle);
await once(worker, "exit");
console.log("The coffee is poured.");
// #endregion
