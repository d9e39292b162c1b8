// Loads the functions of a pool, in a thread or in a process of its own.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Node before 22.18 loads TypeScript only with the help of tsx.
 * @param {string} href
 */
export async function loadModule(href) {
  if (process.features.typescript || !/\.[mc]?ts$/.test(href)) return await import(href);
  const require = createRequire(import.meta.url);
  require("tsx/cjs/api").register();
  return require(fileURLToPath(href));
}
