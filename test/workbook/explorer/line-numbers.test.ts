// The lines of a trace are those of the author's TypeScript, however Node came to run it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { runNode } from "../../run-program.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const explorer = new URL("../../../workbook/explorer/index.ts", import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), "lines of a file "));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "scenario.mts");
// A compiler may drop the lines of the interface: then only a source map knows the right ones.
writeFileSync(
  file,
  `import { explore } from ${JSON.stringify(explorer)};

interface Counter {
  counter: Int32Array;
  more: number;
}

function increment(
  m: Counter,
): void {
  const seen: number = Atomics.load(m.counter, 0);
  Atomics.store(m.counter, 0, seen + 1);
}

const found = explore({
  name: "lost update",
  memory: { counter: 1 },
  threads: [(m) => increment(m as unknown as Counter), (m) => increment(m as unknown as Counter)],
  final: (m) => m.counter[0] === 2,
});
console.log(found.trace?.steps.map(({ place }) => place?.line).join());
`,
);

const ways: [string, string[]][] = [["tsx", ["--import", "tsx"]]];
if ((process.features as { typescript?: string | false }).typescript)
  ways.push(["Node's own type stripping", []]);

it.each(ways)("are right under %s", async (_, flags) => {
  const { stdout, stderr } = await runNode([...flags, file], { cwd: root });
  expect([stdout.trim(), stderr.replace(/^.*Warning:.*$/gm, "")]).toEqual([
    "11,11,12,12",
    expect.not.stringContaining("Error"),
  ]);
});
