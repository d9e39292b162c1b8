// CONTRIBUTING.md says which folder may import which, biome.json holds it: both say the same.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const folders = readdirSync(new URL("../workbook/", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Override {
  includes: string[];
  linter: {
    rules: {
      style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } };
    };
  };
}
const { overrides } = JSON.parse(read("../biome.json")) as { overrides: Override[] };

/** What the linter lets the files of `workbook/FOLDER/` import of the other folders, or nothing. */
function heldFor(folder: string): string[] | undefined {
  const own = overrides.filter(({ includes }) =>
    includes.some((path) => path.startsWith(`workbook/${folder}/`)),
  );
  if (own.length === 0) return;
  const groups = own.flatMap(
    ({ linter }) => linter.rules.style?.noRestrictedImports?.options.patterns ?? [],
  );
  expect(groups.length, `a rule without patterns for ${folder}`).toBe(own.length);
  const allowed = groups.flatMap(({ group }) => {
    expect(group.slice(0, 2), folder).toEqual(["#*/**", "../**"]);
    return group.slice(2).map((path) => /^!(?:\.\.\/)+([\w-]+)\/\*\*$/.exec(path)?.[1]);
  });
  return folders.filter((name) => allowed.includes(name)).sort();
}

/** The same by the table's last column, of which `nothing of ours` stands for none. */
const said = new Map(
  [...read("../CONTRIBUTING.md").matchAll(/^\| `workbook\/([\w-]+)\/` \|.*\| (.*) \|$/gm)].map(
    ([, folder = "", imports = ""]) => [
      folder,
      imports === "nothing of ours" ? [] : imports.split(", ").sort(),
    ],
  ),
);

test("every folder of the program has a row in the table", () => {
  expect([...said.keys()].sort()).toEqual(folders.sort());
});

for (const folder of folders) {
  test(`${folder}: the linter holds what the table says`, () => {
    expect(heldFor(folder)).toEqual(said.get(folder));
  });
}
