// Coffee without a join: nobody waits for the kettle.

import { startWorker } from "#lesson/01-threads/start-worker.ts";

const kettle = new URL("../kettle.ts", import.meta.url);

// #region coffee
console.log("The kettle is on.");
startWorker(kettle);
console.log("The coffee is poured.");
// #endregion
