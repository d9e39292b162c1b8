// What a verdict looks like: its sentence, and all that stands below an editor besides the board.

import { findPlaceIn, nameFile } from "../../explorer/trace/place.ts";
import { lineKey, type Recording } from "../../explorer/trace/recording.ts";
import type { ExerciseData, Graded } from "../messages.ts";
import { codeBlock, element, withCode } from "./dom.ts";
import { Editor } from "./editor.ts";

export const printed = "Your code printed";

/** The sentence, and what there is to see below it. */
export function renderVerdict({
  verdict,
  mistake,
  leftOut,
}: Graded): Record<"verdict" | "below", Node[]> {
  const { passed, sentence, held, output, detail = [], kind, place, recording } = verdict;
  const head = passed
    ? renderSentence("right", "passed. ", sentence)
    : renderSentence("wrong", "not yet. ", sentence);
  const note = describeRest(leftOut, kind === "syntax-error");
  const hasNote = passed || kind === "syntax-error";
  const below: Node[] = [];
  if (mistake) {
    const hint = element("div");
    // Made from the course's Markdown by the site's renderer, which escapes it.
    hint.innerHTML = mistake.hint;
    below.push(element("details", {}, element("summary", {}, "A hint for this"), hint));
  }
  if (place && !recording)
    below.push(element("p", { class: "about" }, `${place.file}, line ${place.line}`));
  if (recording?.program) below.push(codeBlock("Client program", recording.program));
  if (detail.length > 0) below.push(codeBlock("Details", detail));
  if (output.length > 0) below.push(codeBlock(printed, output));
  if (held.length > 0) {
    const items = held.map((title) => element("li", {}, title));
    const summary = passed
      ? "What holds"
      : // How many there are is not known: one that needs a real thread is found out when it is run.
        `What holds so far: ${held.length === 1 ? "1 test" : `${held.length} tests`}`;
    below.push(
      element("details", {}, element("summary", {}, summary), element("ul", {}, ...items)),
    );
  }
  return { verdict: hasNote ? [head, element("p", {}, note)] : [head], below };
}

/** @param says what comes before the sentence, beside its mark */
export function renderSentence(
  kind: "right" | "wrong",
  says: string,
  sentence: string,
): HTMLElement {
  const mark = element("strong", {}, `${kind === "right" ? "✓" : "✗"} ${says}`);
  return element("p", { class: kind }, mark, ...withCode(sentence));
}

/** What the stub tells of, a foldout a file. */
export function renderFiles({ sources, toRead }: ExerciseData): HTMLElement[] {
  return toRead.map((path) => {
    const place = element("div", { class: "read" });
    const fold = element("details", {}, element("summary", {}, `Read ${path}`), place);
    fold.addEventListener("toggle", () => new Editor(place, path, sources[path] ?? ""), {
      once: true,
    });
    return fold;
  });
}

/** Where a thread threw what the sentence above tells; empty if none did. */
export function describeThrow({
  trace,
  file,
  lines,
}: Pick<Recording, "trace" | "file" | "lines">): string {
  const end = trace.ends.find(({ status }) => status === "threw");
  const place = end && (findPlaceIn(file, end) ?? end.place);
  if (!place) return "";
  const code = lines[lineKey(place)];
  const text = code === undefined || code.includes("`") ? "" : `: \`${code}\``;
  return `It is thrown in ${nameFile(place.file)}, line ${place.line}${text}`;
}

/** What a browser cannot look at. */
function describeRest(leftOut: number, isUnread: boolean): string {
  if (isUnread)
    return "In your terminal the TypeScript compiler reads the file, and says more about this error.";
  const tests =
    leftOut === 0
      ? ""
      : `, and ${leftOut === 1 ? "one test" : `${leftOut} tests`} with real threads`;
  return `Types are checked in the terminal${tests}.`;
}
