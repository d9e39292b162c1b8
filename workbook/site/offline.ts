// The service worker: the site as it was on the last visit, for when there is no network.

import { createHash } from "node:crypto";

/** Beside the first page, since a service worker answers for its own folder. */
export const offlineFile = "offline.js";

/**
 * The worker's text, which changes with any of the files: a browser fetches all of them anew then.
 *
 * @param files texts by path; that of the worker reads the constant `kept`
 */
export function renderOffline(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  const paths = [...files.keys()].filter((path) => path !== offlineFile);
  const kept = { version: hash.digest("hex").slice(0, 16), paths };
  return `const kept=${JSON.stringify(kept)};\n${files.get(offlineFile)}`;
}
