// The service worker: the site as it was on the last visit, for when there is no network.

import { createHash } from "node:crypto";
import { bundleServiceWorker } from "./bundle.ts";

/**
 * @param files texts by path. The worker's own text changes with any of them; a browser fetches all of them anew then
 */
export async function renderOffline(files: ReadonlyMap<string, string>): Promise<string> {
  const hash = createHash("sha256");
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  return bundleServiceWorker({
    version: hash.digest("hex").slice(0, 16),
    paths: [...files.keys()],
  });
}
