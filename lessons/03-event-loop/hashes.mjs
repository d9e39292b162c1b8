// Started with a pool of some size: four hashes and a look at a file. Who is done when?

import { pbkdf2 } from "node:crypto";
import { stat } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const hash = promisify(pbkdf2);
const hashOnce = () => hash("password", "salt", 20_000, 64, "sha512");
await hashOnce();

let hashed = 0;
let before = 0;
const allMs = await measure(() => {
  const hashes = [1, 2, 3, 4].map(() => hashOnce().then(() => hashed++));
  const looked = new Promise((resolve) =>
    stat(fileURLToPath(import.meta.url), () => {
      before = hashed;
      resolve(undefined);
    }),
  );
  return Promise.all([...hashes, looked]);
});
process.stdout.write(JSON.stringify({ before, hashesMs: allMs }));

/** @param {() => Promise<unknown>} action */
async function measure(action) {
  const startMs = performance.now();
  await action();
  return performance.now() - startMs;
}
