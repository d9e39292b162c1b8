// What can stand in the way of a pass, each with its own plain sentence.

import type { Exercise } from "../../course/course.ts";
import type { RunError, RunOutcome } from "../messages.ts";
import type { FileErrors } from "../type-errors.ts";
import type { Verdict } from "../verdict.ts";
import {
  describeError,
  displayName,
  endSentence,
  exitCodeOf,
  isThrownValue,
  placeOf,
} from "./error-text.ts";
import { describeRunningTest, describeStandstill } from "./standstill.ts";
import { countTests } from "./test-source.ts";

export interface About {
  exercise: Exercise;
  answerFile: string;
  /** Its text; undefined if it is not there. */
  source: string | undefined;
  root: string;
}

export type Finding = Pick<Verdict, "kind" | "sentence"> &
  Partial<Pick<Verdict, "test" | "place" | "detail" | "recording">>;

export function findSyntaxError({ syntax }: FileErrors): Finding | undefined {
  const first = syntax[0];
  if (!first) return undefined;
  return {
    kind: "syntax-error",
    sentence: `${first.place.file}, line ${first.place.line}, is not TypeScript: ${endSentence(first.message)}`,
    place: first.place,
  };
}

export function findFailedTest(about: About, outcome: RunOutcome): Finding | undefined {
  const test = outcome.tests.find((candidate) => candidate.state === "failed");
  const error = test?.errors[0];
  if (!test || !error) return undefined;
  const common = { test: test.title, ...placeOf(about, error) };
  const exitCode = exitCodeOf(error);
  if (exitCode !== undefined) return { ...describeExit(exitCode), ...common };
  if (isThrownValue(error)) {
    return {
      kind: "thrown-value",
      sentence: `“${test.title}” does not hold yet: your code threw ${error.message}, which is not an Error, so nobody can tell where it came from.`,
      ...common,
    };
  }
  return {
    kind: "test-failed",
    sentence: `“${test.title}” does not hold yet: ${endSentence(describeError(about, error))}`,
    ...common,
    // The table of a counterexample is drawn to the terminal's width when it is shown.
    ...(test.recording ? { recording: test.recording } : detailOf(error)),
  };
}

export function findStop(about: About, outcome: RunOutcome): Finding | undefined {
  const during = describeRunningTest(outcome);
  const busy = outcome.busyAt;
  const file = busy && displayName(about.root, busy.file);
  const place = busy && file ? { place: { file, line: busy.line, column: busy.column } } : {};
  const where = busy && file ? `, at ${file}, line ${busy.line}` : "";
  switch (outcome.stopped) {
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
      return findStrayError(about, outcome) ?? describeStandstill(about, outcome);
    default:
      return undefined;
  }
}

export function findEnd(about: About, outcome: RunOutcome): Finding | undefined {
  const exit = outcome.strayErrors.find((error) => exitCodeOf(error) !== undefined);
  if (exit) return { ...describeExit(exitCodeOf(exit) ?? "0"), ...placeOf(about, exit) };
  if (!outcome.died) return undefined;
  const during = describeRunningTest(outcome);
  if (/heap out of memory|allocation failed/i.test(outcome.output)) {
    return {
      kind: "memory",
      sentence: `Your code used memory without end ${during}: it was stopped.`,
    };
  }
  return {
    kind: "exit",
    sentence: `Your code ended the whole process ${during} (${outcome.died}): no test could finish.`,
  };
}

export function findLoadError(about: About, outcome: RunOutcome): Finding | undefined {
  const error = outcome.loadErrors[0];
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
  return {
    kind: "load-error",
    sentence: `${file} could not be loaded: ${endSentence(describeError(about, error))}`,
    ...placeOf(about, error),
  };
}

export function findStrayError(about: About, outcome: RunOutcome): Finding | undefined {
  const error = outcome.strayErrors.find((stray) => exitCodeOf(stray) === undefined);
  if (!error || outcome.died) return undefined;
  const common = { ...placeOf(about, error) };
  const message = endSentence(isThrownValue(error) ? error.message : describeError(about, error));
  if (outcome.journal.some((entry) => entry.event === "thread-error")) {
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

export function findSkippedTest(outcome: RunOutcome, testSource: string): Finding | undefined {
  const skipped = outcome.tests.find((test) => test.state !== "passed");
  if (skipped) {
    return {
      kind: "skipped-test",
      sentence: `“${skipped.title}” was skipped, and a skipped test is not a pass: remove the \`skip\` or \`only\` from the tests.`,
      test: skipped.title,
    };
  }
  const expected = countTests(testSource);
  if (outcome.tests.length >= expected && outcome.tests.length > 0) return undefined;
  return {
    kind: "skipped-test",
    sentence: `Only ${outcome.tests.length} of ${expected} tests ran, and a missing test is not a pass.`,
  };
}

export function findTypeError({ types }: FileErrors): Finding | undefined {
  const first = types[0];
  if (!first) return undefined;
  const count = types.length === 1 ? "an error" : `${types.length} errors`;
  return {
    kind: "type-error",
    sentence: `Every test holds, and TypeScript finds ${count} first: line ${first.place.line}, ${endSentence(first.message)}`,
    place: first.place,
  };
}

function describeExit(code: string): Finding {
  return {
    kind: "exit",
    sentence: `Your code called process.exit(${code}), which ends every thread and the tests with them.`,
  };
}

/** The rest of a long message, and the difference where the first line does not tell it already. */
function detailOf(error: RunError): Partial<Finding> {
  const more = error.message.split("\n").slice(1);
  while (more[0]?.trim() === "") more.shift();
  const diff = error.diff?.split("\n") ?? [];
  const differing = diff.filter((line) => /^[-+] (?!Expected$|Received$)/.test(line));
  const isCut = more.length === 0 && error.message.includes("…");
  const isOneLine = differing.length <= 2 && diff.length <= 6 && !isCut;
  const detail = isOneLine ? more : [...more, ...diff];
  return detail.some((line) => line.trim() !== "") ? { detail } : {};
}
