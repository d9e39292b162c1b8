// Compiles TypeScript into plain modules and keeps them, so that a command starts without a loader.
// Plain JavaScript, because it runs before any TypeScript can.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, extname, join, sep } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { prune, writeFolder, writeWhole } from "./compile-cache.mjs";
import { stampOf } from "./stamp.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const explorerFolder = join(root, "workbook", "explorer");
const loaders = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".js": "js",
  ".mjs": "js",
  ".cjs": "js",
};
// Taken apart like this, it is not replaced below: where this very code lies, compiled or not.
const { url: ownUrl } = import.meta;
/** Whether the program that runs was compiled by this file. */
export const isCompiled = !ownUrl.endsWith("/workbook/compile.mjs");

/** Whether the course runs by a link to its folder, see plain-path.mjs. */
const followsNoLinks = /--preserve-symlinks/.test(process.env.NODE_OPTIONS ?? "");

const programEntries = {
  cli: join(root, "workbook", "cli.ts"),
  runner: join(root, "workbook", "checker", "runner", "runner.ts"),
  explorer: join(explorerFolder, "index.ts"),
  matcher: join(explorerFolder, "matcher.ts"),
};

/**
 * What to import to run the `entry` of the program: it compiled, as a URL, or its source where it
 * cannot be compiled. Another `file` may take the entry's place.
 */
export async function prepareProgram(entry, file = programEntries[entry]) {
  const folder = await compile("program", { ...programEntries, [entry]: file }, []);
  if (folder) return new URL(`${entry}.mjs`, folder).href;
  await acceptTypeScript();
  return pathToFileURL(file).href;
}

/** The slower way: from now on Node or tsx turns every file into JavaScript as it is loaded. */
export async function acceptTypeScript() {
  if ("typescript" in process.features && process.features.typescript) return;
  const { register } = await import("tsx/esm/api");
  register();
}

/** The files of the compiled explorer, by what lessons import; none if the running program is not compiled. */
export function findCompiledExplorer() {
  const found = new Map();
  if (!isCompiled) return found;
  found.set("#workbook/explorer/index.ts", fileURLToPath(new URL("explorer.mjs", ownUrl)));
  found.set("#workbook/explorer/matcher.ts", fileURLToPath(new URL("matcher.mjs", ownUrl)));
  return found;
}

/**
 * The compiled `file` with everything that it imports, as a URL. Its explorer is that of the running
 * program; undefined if that is not compiled itself, or if the file cannot be compiled.
 */
export async function compileScenario(file) {
  if (!isCompiled) return undefined;
  const folder = await compile("scenario", { scenario: file }, [shareExplorer]);
  return folder && new URL("scenario.mjs", folder).href;
}

/**
 * The compiled `files`, each with everything that it imports, by their own paths: to be run with
 * `--enable-source-maps`. Empty if one of them cannot be compiled. Others of the same `kind` may take their place one day.
 */
export async function compileFiles(files, kind = "files") {
  const entries = Object.fromEntries(files.map((file) => [basename(file, extname(file)), file]));
  const folder = await compile(kind, entries, []);
  const place = (name) => [entries[name], fileURLToPath(new URL(`${name}.mjs`, folder))];
  return new Map(folder ? Object.keys(entries).map(place) : []);
}

/**
 * Compiles the `entries`, files by name, into `folder`, with the file of `replacements` wherever one
 * of its specifiers is imported. Resolves to every `#` specifier that was asked for; rejects with
 * esbuild's BuildFailure.
 */
export async function compileWith(replacements, entries, folder) {
  const asked = new Set();
  const replace = {
    name: "replace",
    setup(build) {
      build.onResolve({ filter: /^#/ }, ({ path }) => {
        asked.add(path);
        const file = replacements.get(path);
        return file === undefined ? undefined : { path: file };
      });
    },
  };
  const { outputFiles } = await build("score", entries, [replace], folder);
  writeFolder(folder, outputFiles);
  return asked;
}

/** The folder of the compiled entries, as a URL: what was kept, unless a file has changed. */
async function compile(kind, entries, plugins) {
  try {
    const cache = join(
      followsNoLinks ? join(root, "node_modules") : realpathSync(join(root, "node_modules")),
      ".cache",
      "interleave",
      hash(root),
    );
    const manifestFile = join(cache, `${kind}-${hash(JSON.stringify([entries, ownUrl]))}.json`);
    const folder = findKept(manifestFile) ?? (await compileAnew());
    return pathToFileURL(`${folder}/`);

    async function compileAnew() {
      const { outputFiles, stamps } = await build(kind, entries, plugins, join(cache, "out"));
      const made = join(cache, `${kind}-${hash(outputFiles.map((file) => file.hash).join())}`);
      writeFolder(made, outputFiles);
      writeWhole(manifestFile, JSON.stringify({ version: version(), stamps, folder: made }));
      prune(cache, kind);
      return made;
    }
  } catch {
    // A mistake in the file is explained better by what loads it next, and a cache that cannot be
    // written costs time only.
    return undefined;
  }
}

/** What was compiled before, if nothing that it was made of has changed. */
function findKept(manifestFile) {
  if (!existsSync(manifestFile)) return undefined;
  const kept = JSON.parse(readFileSync(manifestFile, "utf8"));
  if (kept.version !== version() || !existsSync(kept.folder)) return undefined;
  const isFresh = Object.entries(kept.stamps).every(([file, stamp]) => stampOf(file) === stamp);
  return isFresh ? kept.folder : undefined;
}

async function build(kind, entryPoints, plugins, outdir) {
  const require = createRequire(createRequire(import.meta.url).resolve("tsx"));
  const esbuild = require("esbuild");
  const stamps = {};
  const settings = ["package.json", "workbook/compile.mjs", "node_modules/.package-lock.json"];
  for (const file of settings) stamps[join(root, file)] = stampOf(join(root, file));
  const { outputFiles } = await esbuild.build({
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: `node${process.versions.node}`,
    conditions: listConditions(),
    preserveSymlinks: followsNoLinks,
    // Node shall not look for the program's own map at every start.
    sourcemap: kind === "program" ? "external" : "inline",
    sourcesContent: false,
    // What the author's project sets for its own compiler is not for ours.
    tsconfigRaw: {},
    write: false,
    logLevel: "silent",
    plugins: [...plugins, keepPackagesOut, keepPlaces(stamps)],
  });
  esbuild.stop();
  return { outputFiles, stamps };
}

/** Code knows by `import.meta.url` where its own file lies; that shall stay so. */
const keepPlaces = (stamps) => ({
  name: "keep-places",
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      stamps[path] = stampOf(path);
      const url = JSON.stringify(pathToFileURL(path).href);
      const contents = readFileSync(path, "utf8").replace(/\bimport\.meta\.url\b/g, url);
      return { contents, loader: loaders[extname(path)], resolveDir: dirname(path) };
    });
    build.onLoad({ filter: /\.json$/ }, ({ path }) => {
      stamps[path] = stampOf(path);
      return { contents: readFileSync(path, "utf8"), loader: "json" };
    });
  },
});

/** Packages stay where they are, and are the same for everybody who imports them. */
const keepPackagesOut = {
  name: "keep-packages-out",
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, async ({ path, kind, pluginData, ...place }) => {
      if (pluginData === "asked" || kind === "entry-point" || isBuiltin(path)) return undefined;
      const asked = { kind, resolveDir: place.resolveDir, pluginData: "asked" };
      const found = await build.resolve(path, asked);
      if (found.errors.length > 0) return { errors: found.errors };
      const isImport = kind === "import-statement" || kind === "dynamic-import";
      return { path: isImport ? pathToFileURL(found.path).href : found.path, external: true };
    });
  },
};

/** A second explorer could not run threads that the first has prepared. */
const shareExplorer = {
  name: "share-explorer",
  setup(build) {
    build.onResolve({ filter: /explorer/ }, async ({ path, kind, pluginData, resolveDir }) => {
      if (pluginData === "asked" || kind === "entry-point") return undefined;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: "asked" });
      if (!found.path.startsWith(join(explorerFolder, sep))) return undefined;
      if (found.path !== join(explorerFolder, "index.ts"))
        return { errors: [{ text: "Only the explorer's index can be shared." }] };
      return { path: new URL("explorer.mjs", ownUrl).href, external: true };
    });
  },
};

/** The conditions of `node --conditions`, by which the imports of a package are chosen. */
function listConditions() {
  const words = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" ");
  return [...words.matchAll(/(?:-C|--conditions)[ =](\S+)/g)].map(([, condition]) => condition);
}

function version() {
  return `${process.versions.node} ${listConditions().join()}`;
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
