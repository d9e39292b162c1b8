// Draws the picture in README.md from what the workbook really prints.
// npx tsx workbook/picture/draw-picture.ts

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ansiToSvg } from "./screenshot.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const columns = 92;
export const pictureFile = fileURLToPath(new URL("picture.svg", import.meta.url));

/** The scene: a known mistake in `mutex` is checked, a hint is asked for, and the solution passes. */
export function drawPicture(): string {
  const root = mkdtempSync(join(tmpdir(), "interleave-picture-"));
  try {
    for (const name of ["lessons", "solutions", "test", "quiz", "package.json", "tsconfig.json"]) {
      cpSync(join(repository, name), join(root, name), { recursive: true });
    }
    for (const name of ["node_modules", "workbook"]) {
      symlinkSync(join(repository, name), join(root, name), "dir");
    }
    const answer = join(root, "exercises", "02-locks", "mutex.ts");
    run(root, ["check", "02", "mutex"]);
    run(root, ["mistake", "02", "mutex", "wakes-nobody"]);
    cpSync(join(root, ".interleave/mistakes/02-locks/mutex/wakes-nobody.ts"), answer);
    const scene = [show(root, ["check", "02", "mutex"]), show(root, ["hint"])];
    cpSync(join(repository, "solutions/02-locks/mutex.ts"), answer);
    scene.push(show(root, ["check", "02", "mutex"]));
    return ansiToSvg(scene.join("\n"), { columns, title: "npm start -- check 02 mutex" });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function show(root: string, words: string[]): string {
  return `\u001b[1m$ npm start -- ${words.join(" ")}\u001b[22m\n${run(root, words)}`;
}

function run(root: string, words: string[]): string {
  const { NO_COLOR: _, ...environment } = process.env;
  const env = {
    ...environment,
    INTERLEAVE_COURSE: root,
    FORCE_COLOR: "3",
    COLUMNS: String(columns),
  };
  const start = join(repository, "workbook/start.mjs");
  return spawnSync(process.execPath, [start, ...words], { env, encoding: "utf8" }).stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(pictureFile, drawPicture());
}
