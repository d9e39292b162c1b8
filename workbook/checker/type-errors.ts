// Keeps TypeScript's compiler resident, so that the errors of one file take milliseconds.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { API, type Program } from "typescript/unstable/async";
import type { CompilerError } from "./verdict.ts";

export interface FileErrors {
  /** They keep the file from being parsed. */
  syntax: CompilerError[];
  types: CompilerError[];
}

export class TypeChecker {
  private readonly root: string;
  private readonly api: API;
  private readonly opened = new Set<string>();
  private readonly known = new Set<string>();

  constructor(root: string) {
    this.root = root;
    this.api = new API({ cwd: root });
  }

  /** The errors in `file` itself, in order of place; none where no tsconfig.json covers it. */
  async findErrors(file: string): Promise<FileErrors> {
    const config = findConfig(file, this.root);
    if (!config || !existsSync(file)) return { syntax: [], types: [] };
    const program = await this.readProgram(config, file);
    if (!program) return { syntax: [], types: [] };
    const text = readFileSync(file, "utf8");
    const toError = (found: Diagnostic): CompilerError => ({
      place: {
        file: relative(this.root, file).split(sep).join("/"),
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

  /** The project as it is on disk now; a file that it has not seen before is new to it. */
  private async readProgram(config: string, file: string): Promise<Program | undefined> {
    const isOpen = this.opened.has(config);
    const isKnown = this.known.has(file);
    this.opened.add(config);
    this.known.add(file);
    const snapshot = await this.api.updateSnapshot({
      ...(isOpen ? {} : { openProjects: [config] }),
      ...(isOpen && isKnown ? { fileChanges: { invalidateAll: true } } : {}),
      ...(isOpen && !isKnown ? { fileChanges: { created: [file] } } : {}),
    });
    const project = snapshot.getProject(config);
    return (await project?.program.getSourceFile(file)) ? project?.program : undefined;
  }

  async close(): Promise<void> {
    await this.api.close();
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

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
