// What can stand in the way of a pass, each with its own plain sentence.

import type { FileErrors, RunError, RunReport } from "../messages.ts";
import {
  describeError,
  displayName,
  endSentence,
  exitCodeOf,
  findMissingExport,
  isThrownValue,
  placeOf,
  placeOfOnly,
} from "./error-text.ts";
import type { About, Obstacle } from "./obstacle.ts";
import { describeRunningTest, describeStandstill } from "./standstill.ts";
import { countTests } from "./test-source.ts";

/** What a learner can do about an exploration that came to no end. */
const fewerStates =
  "A cell that every try changes has a state for each number of tries: let it take few values. Or explore a scenario of your own with fewer threads or rounds, or at random: `npm start -- explore FILE --random 1000`.";

export function findSyntaxError({ syntax }: FileErrors): Obstacle | undefined {
  const first = syntax[0];
  if (!first) return undefined;
  return {
    kind: "syntax-error",
    sentence: `${first.place.file}, line ${first.place.line}, is not TypeScript: ${endSentence(first.message)}`,
    place: first.place,
  };
}

export function findFailedTest(about: About, report: RunReport): Obstacle | undefined {
  const test = report.tests.find((candidate) => candidate.state === "failed");
  const error = test?.errors[0];
  if (!test || !error) return undefined;
  const common = { test: test.title, ...placeOf(about, error) };
  const exitCode = exitCodeOf(error);
  if (exitCode !== undefined) return { ...describeExit(exitCode), ...common };
  if (test.isTooLarge) {
    return {
      kind: "too-many-states",
      sentence: `“${test.title}” is undecided. ${endSentence(describeError(about, error))} ${fewerStates}`,
      ...common,
    };
  }
  if (isThrownValue(error)) {
    const lost = common.place ? "" : ", so nobody can tell where it came from";
    return {
      kind: "thrown-value",
      sentence: `“${test.title}” does not hold yet: your code threw ${error.message}, which is not an Error${lost}.`,
      ...common,
    };
  }
  return {
    kind: "test-failed",
    sentence: `“${test.title}” does not hold yet: ${endSentence(describeError(about, error))}`,
    ...common,
    // The table of a counterexample is drawn to the terminal's width when it is shown.
    ...(test.recording
      ? { recording: { ...test.recording, file: about.answerFile } }
      : detailOf(error)),
  };
}

export function findStop(about: About, report: RunReport): Obstacle | undefined {
  const during = describeRunningTest(report);
  const busy = report.busyAt;
  const file = busy && displayName(about.root, busy.file);
  const place = busy && file ? { place: { file, line: busy.line, column: busy.column } } : {};
  const where = busy && file ? `, at ${file}, line ${busy.line}` : "";
  switch (report.stopped) {
    case "processor-time":
    case "wall-time":
      return {
        kind: "endless-loop",
        sentence: `Your code was still running ${during}${where}: a loop there does not end.`,
        ...place,
      };
    case "output":
      return {
        kind: "endless-output",
        sentence: `Your code printed without end ${during}${where}: it was stopped after 256 KiB.`,
        ...place,
      };
    case "memory":
      return {
        kind: "memory",
        sentence: `Your code used memory without end ${during}: it was stopped.`,
      };
    case "standing-still":
      // A thread that died of its own error is why the others wait for it.
      return findStrayError(about, report) ?? describeStandstill(about, report);
    default:
      return undefined;
  }
}

export function findEnd(about: About, report: RunReport): Obstacle | undefined {
  const exit = report.strayErrors.find((error) => exitCodeOf(error) !== undefined);
  if (exit) return { ...describeExit(exitCodeOf(exit) ?? "0"), ...placeOf(about, exit) };
  if (!report.died) return undefined;
  const during = describeRunningTest(report);
  if (/heap out of memory|allocation failed/i.test(report.output)) {
    return {
      kind: "memory",
      sentence: `Your code used memory without end ${during}: it was stopped.`,
    };
  }
  const place = placeOfOnly(about, "\\bprocess\\.(?:abort|kill|reallyExit)\\(");
  return {
    kind: "exit",
    sentence: `Your code ended the whole process ${during} (${report.died}): no test could finish.`,
    ...(place ? { place } : {}),
  };
}

export function findLoadError(about: About, report: RunReport): Obstacle | undefined {
  const error = report.loadErrors[0];
  if (!error) return undefined;
  const exitCode = exitCodeOf(error);
  if (exitCode !== undefined) return { ...describeExit(exitCode), ...placeOf(about, error) };
  const file = displayName(about.root, about.answerFile);
  if (isThrownValue(error)) {
    return {
      kind: "thrown-value",
      sentence: `${file} threw ${error.message} while it was loaded, and that is not an Error.`,
      ...placeOf(about, error),
    };
  }
  const why = endSentence(describeError(about, error));
  return {
    kind: "load-error",
    sentence: findMissingExport(about, error) ? why : `${file} could not be loaded: ${why}`,
    ...placeOf(about, error),
  };
}

export function findStrayError(about: About, report: RunReport): Obstacle | undefined {
  const error = report.strayErrors.find((stray) => exitCodeOf(stray) === undefined);
  if (!error || report.died) return undefined;
  const common = { ...placeOf(about, error) };
  const message = endSentence(isThrownValue(error) ? error.message : describeError(about, error));
  if (report.journal.some((entry) => entry.event === "thread-error")) {
    return {
      kind: "thread-crashed",
      sentence: `A thread died of an error that nobody listened for: ${message}`,
      ...common,
    };
  }
  if (error.type === "Unhandled Rejection") {
    return {
      kind: "unhandled-rejection",
      sentence: `A promise was rejected and nobody handled it: ${message}`,
      ...common,
    };
  }
  return {
    kind: isThrownValue(error) ? "thrown-value" : "uncaught-exception",
    sentence: `An error was thrown where nobody could catch it: ${message}`,
    ...common,
  };
}

export function findSkippedTest(report: RunReport, testSource: string): Obstacle | undefined {
  const skipped = report.tests.find((test) => test.state !== "passed");
  if (skipped) {
    return {
      kind: "skipped-test",
      sentence: `“${skipped.title}” was skipped, and a skipped test is not a pass: remove the \`skip\` or \`only\` from the tests.`,
      test: skipped.title,
    };
  }
  const expected = countTests(testSource);
  const known = report.tests.length + (report.leftOut ?? 0);
  if (known >= expected && report.tests.length > 0) return undefined;
  return {
    kind: "skipped-test",
    sentence: `Only ${report.tests.length} of ${expected} tests ran, and a missing test is not a pass.`,
  };
}

export function findTypeError({ types }: FileErrors): Obstacle | undefined {
  const first = types[0];
  if (!first) return undefined;
  const count = types.length === 1 ? "an error" : `${types.length} errors`;
  return {
    kind: "type-error",
    sentence: `Every test holds, and TypeScript finds ${count} first: line ${first.place.line}, ${endSentence(first.message)}`,
    place: first.place,
  };
}

function describeExit(code: string): Obstacle {
  return {
    kind: "exit",
    sentence: `Your code called process.exit(${code}), which ends every thread and the tests with them.`,
  };
}

/** The rest of a long message, and the difference where the first line does not tell it already. */
function detailOf(error: RunError): Partial<Obstacle> {
  const more = error.message.split("\n").slice(1);
  while (more[0]?.trim() === "") more.shift();
  const diff = error.diff?.split("\n") ?? [];
  const differing = diff.filter((line) => /^[-+] (?!Expected$|Received$)/.test(line));
  const isCut = more.length === 0 && error.message.includes("…");
  // Two values of different kinds, one below the other: the sentence quotes both.
  const isUncompared = diff.some((line) => /^[-+] (Expected|Received):$/.test(line));
  const isTold = !isCut && (isUncompared || (differing.length <= 2 && diff.length <= 6));
  const detail = isTold ? more : [...more, ...diff];
  return detail.some((line) => line.trim() !== "") ? { detail } : {};
}
