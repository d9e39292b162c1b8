// Keeps TypeScript's compiler resident, so that the errors of one file take milliseconds.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { API, type Program } from "typescript/unstable/async";
import { stampOf } from "../../stamp.mjs";
import type { FileErrors } from "../messages.ts";
import { positionOf } from "../position-of.ts";
import type { CompilerError } from "../verdict.ts";

export class TypeChecker {
  readonly #root: string;
  readonly #api: API;
  readonly #opened = new Set<string>();
  /** By folder, what its files were when they were last looked at. */
  readonly #seen = new Map<string, Map<string, string>>();

  constructor(root: string) {
    this.#root = root;
    this.#api = new API({ cwd: root });
  }

  /** The errors in `file` itself, in order of place; none where no tsconfig.json covers it. */
  async findErrors(file: string): Promise<FileErrors> {
    const config = findConfig(file, this.#root);
    // Now, since it may be gone before the compiler has answered.
    const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (!config || text === undefined) return { syntax: [], types: [] };
    const program = await this.#readProgram(config, file);
    if (!program) return { syntax: [], types: [] };
    const toError = (found: Diagnostic): CompilerError => ({
      place: {
        file: relative(this.#root, file).split(sep).join("/"),
        ...positionOf(text, found.pos),
      },
      code: found.code,
      message: flatten(found),
    });
    const syntax = (await program.getSyntacticDiagnostics(file)).map(toError);
    // After a syntax error the types that follow are guesses.
    const types =
      syntax.length > 0 ? [] : (await program.getSemanticDiagnostics(file)).map(toError);
    return { syntax, types };
  }

  /** The project, with what has changed in the folder of `file` since it was last asked for. */
  async #readProgram(config: string, file: string): Promise<Program | undefined> {
    const isOpen = this.#opened.has(config);
    this.#opened.add(config);
    const fileChanges = this.#findChanges(file);
    const snapshot = await this.#api.updateSnapshot(
      isOpen ? { fileChanges } : { openProjects: [config] },
    );
    const project = snapshot.getProject(config);
    return (await project?.program.getSourceFile(file)) ? project?.program : undefined;
  }

  /** What happened in the folder of `file`; in a folder new to us, every file counts as created. */
  #findChanges(file: string): Record<"changed" | "created" | "deleted", string[]> {
    const folder = dirname(file);
    const before = this.#seen.get(folder) ?? new Map<string, string>();
    const now = new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith(".ts"))
        .map((name) => [join(folder, name), stampOf(join(folder, name))]),
    );
    this.#seen.set(folder, now);
    // Two saves of the answer itself may look the same on a coarse clock.
    const hasChanged = (name: string) => name === file || before.get(name) !== now.get(name);
    const files = [...now.keys()];
    return {
      changed: files.filter((name) => before.has(name) && hasChanged(name)),
      created: files.filter((name) => !before.has(name)),
      deleted: [...before.keys()].filter((name) => !now.has(name)),
    };
  }

  async close(): Promise<void> {
    await this.#api.close();
  }
}

interface Diagnostic {
  pos: number;
  code: number;
  text: string;
  messageChain?: readonly Diagnostic[] | undefined;
}

function flatten(diagnostic: Diagnostic): string {
  return [diagnostic.text, ...(diagnostic.messageChain ?? []).map(flatten)].join(" ");
}

function findConfig(file: string, root: string): string | undefined {
  let folder = dirname(file);
  while (folder.startsWith(root)) {
    const config = join(folder, "tsconfig.json");
    if (existsSync(config)) return config;
    if (folder === root) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}
