// Fault 29: whenever a download is killed, the next run makes the file right, and fetches little twice.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { playKills } from "#lesson/09-downloader/play/play-kills.ts";
import { download } from "#solution/09-downloader/download.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const mortal = join(root, "lessons/09-downloader/play/die-at-step.ts");

test("killed at every step of its work on disk, it fetches less than a chunk per connection twice", async () => {
  let runs = 0;
  const ends: (string | null)[] = [];
  const failures = await playKills({
    download,
    startMortal(words) {
      const start = ["--conditions=solutions", "--import", "tsx", mortal, ...words];
      const child = spawn(process.execPath, start, { cwd: root, stdio: "ignore" });
      return child.once("exit", (_, signal) => ends.push(signal));
    },
    onRun: () => runs++,
  });
  expect(failures).toEqual([]);
  expect(ends).toEqual(["SIGKILL", "SIGKILL"]);
  expect(runs).toBeGreaterThan(2 * 20);
});
