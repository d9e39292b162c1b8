// What the program asks of esbuild beside its settings: which files stay where they are.
// Plain JavaScript, because it runs before any TypeScript can.

import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { stampOf } from "./stamp.mjs";

/**
 * @typedef {import("esbuild").Plugin} Plugin
 * @typedef {Record<string, string>} Stamps by file
 */

/**
 * Code knows by `import.meta.url` where its own file is; that shall stay so.
 * @param {Stamps} stamps
 * @returns {Plugin}
 */
export const keepPlaces = (stamps) => ({
  name: "keep-places",
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      stamps[path] = stampOf(path);
      const url = JSON.stringify(pathToFileURL(path).href);
      const contents = readFileSync(path, "utf8").replace(/\bimport\.meta\.url\b/g, url);
      return { contents, loader: "default", resolveDir: dirname(path) };
    });
    build.onLoad({ filter: /\.json$/ }, ({ path }) => {
      stamps[path] = stampOf(path);
      return { contents: readFileSync(path, "utf8"), loader: "json" };
    });
  },
});

/** Many small files that every command needs: Node takes about a millisecond for each. */
const smallPackages = new Set(["chalk", "fast-string-width", "fast-string-truncated-width"]);

/**
 * Packages stay where they are, and are the same for everybody who imports them; not so small ones.
 * @type {Plugin}
 */
export const keepPackagesOut = {
  name: "keep-packages-out",
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, async ({ path, kind, pluginData, ...place }) => {
      if (pluginData === "asked" || kind === "entry-point" || isBuiltin(path)) return undefined;
      if (smallPackages.has(path)) return undefined;
      const asked = { kind, resolveDir: place.resolveDir, pluginData: "asked" };
      const found = await build.resolve(path, asked);
      if (found.errors.length > 0) return { errors: found.errors };
      const isImport = kind === "import-statement" || kind === "dynamic-import";
      return { path: isImport ? pathToFileURL(found.path).href : found.path, external: true };
    });
  },
};

/**
 * A second explorer could not run threads that the first has prepared.
 * @param {string} explorerFolder
 * @param {string} url of the explorer to share
 * @returns {Plugin}
 */
export const shareExplorer = (explorerFolder, url) => ({
  name: "share-explorer",
  setup(build) {
    build.onResolve({ filter: /explorer/ }, async ({ path, kind, pluginData, resolveDir }) => {
      if (pluginData === "asked" || kind === "entry-point") return undefined;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: "asked" });
      if (!found.path.startsWith(join(explorerFolder, sep))) return undefined;
      if (found.path !== join(explorerFolder, "index.ts"))
        return { errors: [{ text: "Only the explorer's index can be shared." }] };
      return { path: url, external: true };
    });
  },
});
