// Puts the learner's parts in the place of ours, and compiles what they make together.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compileWith } from "../../compile.mjs";
import { type DownloaderPart, specifierOf } from "./parts.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What can be made of the parts, by name. */
const entries = {
  player: here("./player.ts"),
  program: here("./program.ts"),
  mortal: here("../../../lessons/09-downloader/play/die-at-step.ts"),
  cli: here("../../../solutions/09-downloader/cli.ts"),
};

/** The parts do not fit together; the message says where. */
export class AssemblyError extends Error {}

export interface Assembly {
  /** Whatever is written here is removed with it. */
  folder: string;
  /** Where the entries are, each as `NAME.mjs`. */
  compiledFolder: string;
  /** Those parts that the entries are made of. */
  parts: DownloaderPart[];
  remove(): void;
}

export interface AssemblyOptions {
  parts: readonly DownloaderPart[];
  names: readonly (keyof typeof entries)[];
  /** Of the course. */
  root: string;
}

/** Throws AssemblyError. */
export async function assemble({ parts, names, root }: AssemblyOptions): Promise<Assembly> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "interleave-score-")));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const own = parts.filter(({ isOwn }) => isOwn).map(({ exercise }) => exercise);
  const replacements = new Map(own.map((one) => [specifierOf(one), one.learnerFile]));
  const chosen = Object.fromEntries(names.map((name) => [name, entries[name]]));
  try {
    const compiledFolder = join(folder, "compiled");
    const asked = await compileWith(replacements, chosen, compiledFolder);
    const used = parts.filter(({ exercise }) => asked.has(specifierOf(exercise)));
    return { folder, compiledFolder, parts: used, remove };
  } catch (error) {
    remove();
    throw explain(error, root);
  }
}

/** One of esbuild's. */
interface BuildMessage {
  text: string;
  location: { file: string; line: number } | null;
}

function explain(error: unknown, root: string): unknown {
  if (!(error instanceof Error && "errors" in error)) return error;
  const [first] = error.errors as BuildMessage[];
  if (!first?.location) return error;
  const { file, line } = first.location;
  const place = `${relative(root, resolve(file))}, line ${line}`;
  return new AssemblyError(`Your parts do not fit together: ${place}: ${first.text}`);
}
