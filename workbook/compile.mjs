// Compiles TypeScript into plain modules and keeps them, so that a command starts without a loader.
// Plain JavaScript, because it runs before any TypeScript can.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { renew, stampOf } from "./stamp.mjs";

/**
 * @typedef {import("esbuild").Plugin} Plugin
 * @typedef {Record<string, string>} Entries files by name
 * @typedef {import("./compile-plugins.mjs").Stamps} Stamps
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const explorerFolder = join(root, "workbook", "explorer");
// Written like this, `keepPlaces` does not replace it: where this very code is, compiled or not.
const { url: ownUrl } = import.meta;
/** Whether the program that runs was compiled by this file. */
export const isCompiled = !ownUrl.endsWith("/workbook/compile.mjs");

/** Whether the course runs by a link to its folder, see plain-path.mjs. */
export const followsNoLinks = /--preserve-symlinks/.test(process.env.NODE_OPTIONS ?? "");

/** What npm has installed. */
const packagesFile = join(root, "node_modules", ".package-lock.json");

/** Files that decide, beside the source, what is made of it. */
const settingsFiles = ["package.json", "workbook/compile.mjs", "workbook/compile-plugins.mjs"]
  .map((file) => join(root, file))
  .concat(packagesFile);

const programEntries = {
  cli: join(root, "workbook", "cli.ts"),
  runner: join(root, "workbook", "checker", "runner", "runner.ts"),
  explorer: join(explorerFolder, "index.ts"),
  matcher: join(explorerFolder, "matcher.ts"),
};

/**
 * What to import to run the `entry` of the program: it compiled, as a URL, or its source where it
 * cannot be compiled. Another `file` may take the entry's place.
 *
 * @param {keyof typeof programEntries} entry
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
  /** @type {Map<string, string>} */
  const found = new Map();
  if (!isCompiled) return found;
  found.set("#workbook/explorer/index.ts", fileURLToPath(new URL("explorer.mjs", ownUrl)));
  found.set("#workbook/explorer/matcher.ts", fileURLToPath(new URL("matcher.mjs", ownUrl)));
  return found;
}

/**
 * The compiled `file` with everything that it imports, as a URL. Its explorer is that of the running
 * program; undefined if that is not compiled itself, or if the file cannot be compiled.
 * @param {string} file
 */
export async function compileScenario(file) {
  if (!isCompiled) return undefined;
  const { shareExplorer } = await loadTools();
  const plugin = shareExplorer(explorerFolder, new URL("explorer.mjs", ownUrl).href);
  const folder = await compile("scenario", { scenario: file }, [plugin]);
  return folder && new URL("scenario.mjs", folder).href;
}

/**
 * The compiled `files`, each with everything that it imports, by their own paths: to be run with
 * `--enable-source-maps`. Empty if one of them cannot be compiled. Others of the same `kind` may take their place one day.
 * @param {readonly string[]} files
 * @param {string} kind
 */
export async function compileFiles(files, kind = "files") {
  // By a number too, since files of several folders may have one name.
  const entries = Object.fromEntries(
    files.map((file, index) => [`${index}-${basename(file, extname(file))}`, file]),
  );
  const folder = await compile(kind, entries, []);
  /** @type {Map<string, string>} */
  const compiled = new Map();
  if (folder === undefined) return compiled;
  for (const [name, file] of Object.entries(entries))
    compiled.set(file, fileURLToPath(new URL(`${name}.mjs`, folder)));
  return compiled;
}

/**
 * Compiles the `entries` into `folder`, with the file of `replacements` wherever one of its
 * specifiers is imported. Resolves to every `#` specifier that was asked for; rejects with
 * esbuild's BuildFailure.
 * @param {ReadonlyMap<string, string>} replacements
 * @param {Readonly<Entries>} entries
 * @param {string} folder
 */
export async function compileWith(replacements, entries, folder) {
  /** @type {Set<string>} */
  const asked = new Set();
  /** @type {Plugin} */
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
  const { writeFolder } = await loadTools();
  writeFolder(folder, outputFiles);
  return asked;
}

/**
 * The folder of the compiled entries, as a URL: what was kept, unless a file has changed.
 * @param {string} kind
 * @param {Entries} entries
 * @param {Plugin[]} plugins
 */
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
      const { prune, writeFolder, writeWhole } = await loadTools();
      const { outputFiles, stamps } = await build(kind, entries, plugins, join(cache, "out"));
      // What the program remembers beside its code is for its packages, too.
      const packages = stampOf(packagesFile);
      const made = join(
        cache,
        `${kind}-${hash([packages, ...outputFiles.map(nameWithHash)].join())}`,
      );
      writeFolder(made, outputFiles);
      writeWhole(manifestFile, JSON.stringify({ version: version(), stamps, folder: made }));
      try {
        prune(cache, kind);
      } catch {
        // Another process prunes, too. What is left now, the next one finds.
      }
      return made;
    }
  } catch {
    // A mistake in the file is explained better by what loads it next, and a cache that cannot be
    // written costs time only.
    return undefined;
  }
}

/**
 * What was compiled before, if nothing that it was made of has changed.
 * @param {string} manifestFile
 */
function findKept(manifestFile) {
  const kept = readManifest(manifestFile);
  if (kept?.version !== version() || !existsSync(kept.folder)) return undefined;
  const isFresh = Object.entries(kept.stamps).every(([file, stamp]) => stampOf(file) === stamp);
  if (!isFresh) return undefined;
  for (const path of [manifestFile, kept.folder]) renew(path);
  return kept.folder;
}

/**
 * @param {string} file
 * @returns {{ version: string, stamps: Stamps, folder: string } | undefined}
 */
function readManifest(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // There is none yet, another process has just pruned it, or it is damaged.
    return undefined;
  }
}

/**
 * @param {string} kind
 * @param {Entries} entryPoints
 * @param {Plugin[]} plugins
 * @param {string} outdir
 */
async function build(kind, entryPoints, plugins, outdir) {
  const esbuild = loadEsbuild();
  const { keepPackagesOut, keepPlaces } = await loadTools();
  /** @type {Stamps} */
  const stamps = {};
  for (const file of settingsFiles) stamps[file] = stampOf(file);
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

/** What most starts do without, because all is compiled. */
async function loadTools() {
  return { ...(await import("./compile-cache.mjs")), ...(await import("./compile-plugins.mjs")) };
}

/**
 * The one that tsx brings.
 * @returns {typeof import("esbuild")}
 */
export function loadEsbuild() {
  return createRequire(createRequire(import.meta.url).resolve("tsx"))("esbuild");
}

/** The conditions of `node --conditions`, by which the imports of a package are chosen. */
function listConditions() {
  const words = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" ");
  return [...words.matchAll(/(?:-C|--conditions)[ =](\S+)/g)].map(
    ([, condition = ""]) => condition,
  );
}

function version() {
  return `${process.versions.node} ${listConditions().join()}`;
}

/** @param {import("esbuild").OutputFile} file */
function nameWithHash(file) {
  return `${basename(file.path)} ${file.hash}`;
}

/** @param {string} text */
function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
