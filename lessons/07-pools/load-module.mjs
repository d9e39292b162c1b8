// Loads the functions of a pool, in a thread or in a process of its own.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Node before 22.18 loads TypeScript only with the help of tsx.
 * @param {string} href
 * @returns {Promise<Record<string, unknown>>}
 */
export async function loadModule(href) {
  const loadsTypeScript = "typescript" in process.features && process.features.typescript;
  if (loadsTypeScript || !/\.[mc]?ts$/.test(href)) return await import(href);
  const require = createRequire(import.meta.url);
  require("tsx/cjs/api").register();
  return require(fileURLToPath(href));
}
