// Builds a small course in a temporary folder, to run the real program on.

import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

export interface ToyCourse {
  root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  delete(path: string): void;
  remove(): void;
}

const stub = `// Adds two numbers, one of them in another thread.
export async function add(left: number, right: number): Promise<number> {
  // TODO: return the sum.
  return left - right;
}
`;

const page = `---
title: Sums
minutes: 5
---

Welcome to the toy lesson.

## Adding

> **Predict** \`hello\`: what does it print?
>
> 1. hello
> 2. goodbye
>
> <details><summary>Answer</summary>
>
> 1. [x] It is what the program says.
> 2. [ ] Nothing says so.
>
> </details>

\`\`\`ts demos/hello.ts
console.log("hello");
\`\`\`

\`\`\`text demos/hello.ts
hello
\`\`\`

**Exercise** \`add\`: add two numbers.

**Exercise** \`double\`: double a number.

## Hints

### add

1. Think of a sum.
2. Which operator adds?
3. Look at the last line.
4. \`return left + right;\`

### double

1. Twice.
2. What is two times a number?
3. \`return 2 * value;\`
`;

const quiz = `## What is one and one?

- [ ] 1
  That is one.
- [x] 2
  The sum of one and one.

## Is zero a number?

- [x] Yes
  It is the number of apples in an empty basket.
- [ ] No
  Then a basket could not be counted.
`;

const files: Record<string, string> = {
  "package.json": `${JSON.stringify(
    {
      name: "toy",
      version: "1.0.0",
      type: "module",
      imports: {
        "#exercise/01-sums/*": {
          solutions: "./solutions/01-sums/*",
          stubs: "./lessons/01-sums/exercises/*",
          default: "./exercises/01-sums/*",
        },
      },
    },
    null,
    2,
  )}\n`,
  "tsconfig.json": `${JSON.stringify({
    compilerOptions: {
      target: "es2023",
      module: "nodenext",
      types: ["node"],
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
    },
    include: ["lessons", "solutions"],
  })}\n`,
  ".gitignore": "node_modules\n/exercises/\n/.interleave/\n",
  "lessons/01-sums/README.md": page,
  "lessons/01-sums/demos/hello.ts": 'console.log("hello");\n',
  "lessons/01-sums/exercises/add.ts": stub,
  "lessons/01-sums/exercises/double.ts":
    "export function double(value: number): number {\n  // TODO: double it.\n  return value;\n}\n",
  "solutions/01-sums/add.ts": stub.replace("  // TODO: return the sum.\n", "").replace("-", "+"),
  "solutions/01-sums/double.ts":
    "export function double(value: number): number {\n  return 2 * value;\n}\n",
  "test/lessons/01-sums/add.test.ts": `import { expect, test } from "vitest";
import { add } from "#exercise/01-sums/add.ts";

test("adding nothing changes nothing", async () => {
  expect(await add(3, 0)).toBe(3);
});

test("two numbers make a sum", async () => {
  expect(await add(1, 2)).toBe(3);
});
`,
  "test/lessons/01-sums/double.test.ts": `import { expect, test } from "vitest";
import { double } from "#exercise/01-sums/double.ts";

test("a double is twice as much", () => {
  expect(double(4)).toBe(8);
});
`,
  "solutions/01-sums/mistakes/add.md": `# Known mistakes in \`add\`

## subtracts

Subtracts.

- verdict: \`test-failed\`
- says: \`expected 3, got -1\`
- hint: You take the second number away.

\`\`\`diff
 export async function add(left: number, right: number): Promise<number> {
-  return left + right;
+  return left - right;
\`\`\`
`,
  "quiz/01-sums.md": quiz,
};

/** Makes a toy course whose path has a space in it. */
export function makeToyCourse(): ToyCourse {
  const root = join(realpathSync(mkdtempSync(join(tmpdir(), "interleave toy "))), "course");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  for (const [path, text] of Object.entries(files)) write(path, text);
  symlinkSync(join(repositoryRoot, "node_modules"), join(root, "node_modules"), "dir");
  return {
    root,
    write,
    read,
    delete: (path) => rmSync(join(root, path)),
    remove: () => rmSync(dirname(root), { recursive: true, force: true }),
  };
}
