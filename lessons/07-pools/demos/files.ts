// Measures many files in a pool: the errors come home with the results, file by file.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asCompleted } from "#solution/07-pools/as-completed.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
const folder = mkdtempSync(join(tmpdir(), "recipes-"));
const files = Array.from({ length: 30 }, (_, index) => join(folder, `recipe-${index}.txt`));
const line = "Peel the potatoes, boil them, mash them with butter.\n";
for (const [index, file] of files.entries()) writeFileSync(file, line.repeat(100 + index));
rmSync(files[7] ?? "");

// #region files
const tasks = new URL("../tasks/tasks.ts", import.meta.url);
await using pool = new ThreadPool<Tasks>(tasks, { size: 2 });
const futures = files.map((file) => pool.submit("measureFile", [file]));
let [read, words] = [0, 0];
const failed: unknown[] = [];
for await (const future of asCompleted(futures)) {
  if (future.state === "fulfilled") {
    read++;
    words += (await future.result()).words;
  } else failed.push(await future.error());
}
// #endregion
console.log(`${read} files, ${words} words`);
for (const error of failed) console.log(`failed: ${(error as NodeJS.ErrnoException).code}`);
rmSync(folder, { recursive: true });
