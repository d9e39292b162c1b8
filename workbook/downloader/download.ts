// `download URL…`: the program of lesson 09, in the folder where the command was typed.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main as ourMain } from "#solution/09-downloader/cli.ts";
import { loadCourse } from "../course/load-course.ts";
import type { Base } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { AssemblyError, assemble } from "./score/assemble.ts";
import { listParts } from "./score/parts.ts";
import { renderParts } from "./score/render-score.ts";

/** What the workbook adds to the program's own options. */
const ownUsage = `
In this workbook:

      --mine            by your own parts of lesson 09 that have passed, and ours
      --unfinished      by those too that have not passed yet`;

/** Exit codes are the downloader's own. */
export async function download(base: Base): Promise<number> {
  const words = base.operands;
  const rest = words.filter((word) => word !== "--mine" && word !== "--unfinished");
  const isUnfinished = words.includes("--unfinished");
  const isMine = isUnfinished || words.includes("--mine");
  try {
    const main = isMine ? await loadOwnMain(isUnfinished, base) : ourMain;
    // npm runs us in the course's folder.
    process.chdir(process.env.INIT_CWD ?? process.cwd());
    const code = await main(rest);
    if (words.includes("--help") || words.includes("-h")) base.terminal.print(ownUsage);
    return code;
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    base.terminal.printError(error.message);
    return 1;
  }
}

async function loadOwnMain(
  isUnfinished: boolean,
  { root, terminal }: Base,
): Promise<typeof ourMain> {
  const course = await loadCourse(root);
  const parts = listParts(course, readLearnerProgress({ course, terminal }), isUnfinished);
  const assembly = await assemble({ parts, names: ["cli"], root });
  try {
    // What is downloaded may be told on standard output; this is about who downloads.
    terminal.printError(renderParts(assembly.parts, terminal));
    const { href } = pathToFileURL(join(assembly.compiledFolder, "cli.mjs"));
    const own: { main: typeof ourMain } = await import(href);
    return own.main;
  } finally {
    assembly.remove();
  }
}
