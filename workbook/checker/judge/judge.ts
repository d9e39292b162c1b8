// Turns what a run left behind into one verdict; the same run gives the same sentence.

import type { FileErrors, RunReport, TestReport } from "../messages.ts";
import type { Verdict } from "../verdict.ts";
import { displayName } from "./error-text.ts";
import { listNamedImports } from "./imports.ts";
import type { About, Obstacle } from "./obstacle.ts";
import {
  findEnd,
  findFailedTest,
  findLoadError,
  findSkippedTest,
  findStop,
  findStrayError,
  findSyntaxError,
  findTypeError,
} from "./obstacles.ts";
import { findUnknownName } from "./unknown-name.ts";

const shownOutputLines = 40;
/** What the inspector says, and frames of a stack that are none of the learner's. */
const noise = new RegExp(
  [
    "^(Debugger |For help, see: )",
    "^\\s+at .*(node_modules\\/|node:internal|<anonymous>\\)$)",
    // V8, out of memory.
    "^(<--- |FATAL ERROR: |----- Native stack|----- JavaScript stack|\\[\\d+:0x|\\s*\\d+: 0x)",
  ].join("|"),
);

/** The verdict on a file that need not be run: it is not there, nobody can read it, or there is nothing in it. */
export function judgeFile(about: About): Verdict | undefined {
  const { source, fault } = about;
  const file = displayName(about.root, about.answerFile);
  if (source === undefined) {
    return asVerdict(about, {
      kind: "missing-file",
      sentence:
        fault === undefined
          ? `${file} is not there: \`reset\` makes it anew.`
          : `${file} ${fault}: move it away, and \`reset\` makes it anew.`,
    });
  }
  // What is no UTF-8 was read as these; and no source has a NUL.
  if (/\0|^\ufffd{2}/.test(source)) {
    return asVerdict(about, {
      kind: "syntax-error",
      sentence: `${file} is no UTF-8 text (UTF-16, perhaps): save it as UTF-8 in your editor.`,
    });
  }
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").trim();
  if (code !== "") return undefined;
  return asVerdict(about, {
    kind: "empty-file",
    sentence: `${file} is empty: undo in your editor, or ${about.startAnew}.`,
  });
}

/** `testSource` is the text of the test file, by which the tests that must have run are counted, and by which it is known what they import. */
export function judge(
  answer: About,
  report: RunReport,
  errors: FileErrors,
  testSource: string,
): Verdict {
  const imported = listNamedImports(testSource)
    .filter(({ specifier, isType }) => specifier === answer.exercise.specifier && !isType)
    .map(({ name }) => name);
  const about = { ...answer, imported };
  const obstacle =
    findSyntaxError(errors) ??
    findFailedTest(about, report) ??
    findStop(about, report) ??
    findEnd(about, report) ??
    findLoadError(about, report) ??
    findStrayError(about, report) ??
    findSkippedTest(report, testSource) ??
    findTypeError(errors);
  const found =
    (obstacle && findUnknownName(about, obstacle)) ??
    obstacle ??
    ({ kind: "passed", sentence: describePass(report) } as const);
  return asVerdict(about, found, report, errors);
}

function asVerdict(
  about: About,
  found: Obstacle | { kind: "passed"; sentence: string },
  report?: RunReport,
  errors?: FileErrors,
): Verdict {
  const tests = report?.tests ?? [];
  const count = (state: TestReport["state"]) => tests.filter((test) => test.state === state).length;
  const passed = tests.filter((test) => test.state === "passed");
  return {
    exercise: about.exercise.id,
    passed: found.kind === "passed",
    ...found,
    sentence: relativePaths(found.sentence, about.root),
    held: passed.map(({ title, held }) => (held ? `${title} (${held})` : title)),
    tests: {
      passed: passed.length,
      failed: count("failed"),
      skipped: count("skipped") + count("pending"),
      total: tests.length,
    },
    typeErrors: errors?.types ?? [],
    output: tidyOutput(report?.output ?? "", about.root),
    ms: report?.ms ?? 0,
  };
}

/** The bounds stand behind the titles of the tests. */
function describePass({ tests }: RunReport): string {
  const proved = tests.filter(({ held }) => held?.startsWith("every schedule ")).length;
  const count = tests.length === 1 ? "The test held" : `All ${tests.length} tests held`;
  if (proved === 0) return `${count}.`;
  const part = proved === tests.length ? "" : `, ${proved} of them`;
  return `${count}${part} under every schedule.`;
}

/** What was printed, a line each, without what is not the learner's, and not too much. */
export function tidyOutput(output: string, root: string): string[] {
  const lines = relativePaths(output, root)
    .split("\n")
    .filter((line) => !noise.test(line));
  while (lines.at(-1) === "") lines.pop();
  if (lines.length <= shownOutputLines) return lines;
  const left = lines.length - shownOutputLines;
  return [
    ...lines.slice(0, shownOutputLines),
    `… and ${left} more ${left === 1 ? "line" : "lines"}`,
  ];
}

function relativePaths(text: string, root: string): string {
  return text.replaceAll(`${root}/`, "").replaceAll(`${root}\\`, "");
}
