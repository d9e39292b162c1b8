// The downloaders that are compared, and how to call each for the same work.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installPeers } from "../harness/peers.ts";

export interface Tool {
  name: string;
  /** Downloads `url` to `file` in the working folder, by eight connections where it can. */
  command: (url: string, file: string) => [string, ...string[]];
  /** How to call it so that it continues what is there; undefined if it does so by itself. */
  resume?: (url: string, file: string) => [string, ...string[]];
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const start = fileURLToPath(new URL("../../../workbook/start.mjs", import.meta.url));

export const ours: Tool = {
  name: "ours ×8",
  command: (url, file) => [process.execPath, start, "download", url, "-o", file, "--quiet"],
};

export const bareUndici: Tool = {
  name: "undici ×8, only writes",
  command: (url, file) => [process.execPath, here("bare-undici.mjs"), url, file],
};

const aria2: Tool["command"] = (url, file) => [
  ...(["aria2c", "-q", "-x8", "-s8", "--min-split-size=1M", "--file-allocation=none"] as const),
  ...["--max-tries=4", "--retry-wait=1", "--connect-timeout=5", "--timeout=5", "-o", file, url],
];
const axel: Tool["command"] = (url, file) => ["axel", "-q", "-n8", "-T5", "-o", file, url];
const curl = ["curl", "-sfL", "--retry", "3", "--max-time", "20"] as const;
const wget = ["wget", "-q", "--tries=4", "--waitretry=1", "--timeout=5"] as const;

const others: Tool[] = [
  { name: "aria2 ×8", command: aria2, resume: (url, file) => insert(aria2(url, file), "-c") },
  { name: "axel ×8", command: axel },
  {
    name: "curl ×1",
    command: (url, file) => [...curl, "-o", file, url],
    resume: (url, file) => [...curl, "-C", "-", "-o", file, url],
  },
  {
    name: "wget ×1",
    command: (url, file) => [...wget, "-O", file, url],
    resume: (url, file) => [...wget, "-c", "-O", file, url],
  },
];

/** Packages that continue a file that is there do so by its size, and need not be told. */
const packages = [
  { name: "got", version: "14.6.6", connections: 1 },
  { name: "node-downloader-helper", version: "2.1.11", connections: 1, continuesBySize: true },
  { name: "easydl", version: "1.2.0", connections: 8 },
  { name: "ipull", version: "4.0.3", connections: 8 },
];

/** Those that are installed here, and packages of npm, which are installed for this run. */
export async function findOthers(): Promise<Tool[]> {
  const installed = others.filter(({ command }) => {
    const [name] = command("", "");
    return spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0;
  });
  const folder = await installPeers(packages.map(({ name, version }) => `${name}@${version}`));
  const ofNpm = packages.map(({ name, connections, continuesBySize = false }): Tool => {
    const command: Tool["command"] = (url, file) => [
      ...([process.execPath, here("npm-peer.mjs"), folder, name, url, file] as const),
    ];
    return {
      name: `${name} ×${connections}`,
      command,
      ...(continuesBySize ? { resume: command } : {}),
    };
  });
  return [...installed, ...ofNpm];
}

function insert([name, ...words]: [string, ...string[]], word: string): [string, ...string[]] {
  return [name, word, ...words];
}
