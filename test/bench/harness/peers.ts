// Brings npm packages to measure ours against: they are no dependencies of the course.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runChild } from "./child.ts";

/**
 * Installs packages such as `p-limit@7.2.0` into a temporary folder that is gone when this process
 * ends. Needs npm and a registry; rejects with what npm said if one of them is missing.
 */
export async function installPeers(specifiers: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-peers-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  writeFileSync(join(folder, "load.mjs"), "export const load = (name) => import(name);\n");
  const npm = process.env.npm_execpath;
  const [command, ...words] = npm ? [process.execPath, npm] : ["npm"];
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  await runChild(command, [...words, "install", ...options, ...specifiers], { cwd: folder });
  return folder;
}

/** Imports a package of `installPeers`. The caller says what of it is used: nothing checks that. */
export async function importPeer<Module>(folder: string, name: string): Promise<Module> {
  const { load } = (await import(pathToFileURL(join(folder, "load.mjs")).href)) as {
    load(name: string): Promise<Module>;
  };
  return await load(name);
}
