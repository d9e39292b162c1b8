// The playground in a page: an editor, the verdict on what is in it, and the schedule that breaks it.

import type { Verdict } from "../../checker/verdict.ts";
import { lineKey, type Recording } from "../../explorer/trace/recording.ts";
import { explainSleep } from "../../explorer/trace/why-asleep.ts";
import { courseRoot, type ExerciseData, type Graded, type ScenarioData } from "../messages.ts";
import { BoardElement } from "./board.ts";
import { listLitLines, viewRecording } from "./board-view.ts";
import { bringIntoView, button, codeBlock, element, withCode } from "./dom.ts";
import { Editor } from "./editor.ts";
import { type Explored, Grader } from "./grader.ts";
import { readShared, type Shared, writeFragment } from "./link.ts";
import {
  describeThrow,
  printed,
  renderFiles,
  renderSentence,
  renderVerdict,
} from "./verdict-view.ts";

export interface PlaygroundOptions {
  /** The folder of the playground's files, with a slash at its end. */
  base: URL;
  /** The exercise's id, or `scenario`. */
  id: string;
  /** What a link brings. */
  packed?: string | undefined;
  /** What the editor starts with, in place of the exercise's stub. No link carries it then. */
  start?: string;
  /** What is kept of the code between visits. */
  drafts: {
    read(id: string): string | undefined;
    keep(id: string, code: string | undefined): void;
  };
  /**
   * On a visitor's own code: what a link brought is somebody else's until it is changed.
   *
   * @returns what else there is to say of it, if anything
   */
  onVerdict(verdict: Verdict, why: string): string | undefined;
}

/**
 * Puts an editor into `slot`. `close` ends what runs for it.
 *
 * @throws Error with a sentence for the visitor, if something of it cannot be loaded
 */
export async function openPlayground(
  slot: HTMLElement,
  options: PlaygroundOptions,
): Promise<Playground> {
  const { base, id, packed, drafts, start } = options;
  const shared = packed === undefined ? undefined : await readShared(id, packed);
  const loaded = await loadData<ExerciseData | ScenarioData>(base, id);
  const data = { ...loaded, stub: start ?? loaded.stub };
  const playground = new Playground(slot, data, options);
  playground.open(shared ?? { id, code: drafts.read(id) ?? data.stub });
  if (shared) await playground.run(shared);
  return playground;
}

/** @throws Error with a sentence for the visitor */
export async function loadData<Data>(base: URL, id: string): Promise<Data> {
  const response = await fetch(new URL(`${id.replace("/", "-")}.json`, base));
  if (!response.ok) throw new Error(`Expected ${id} on this site, got ${response.status}.`);
  return (await response.json()) as Data;
}

export class Playground {
  readonly #data: ExerciseData | ScenarioData;
  readonly #options: PlaygroundOptions;
  readonly #slot: HTMLElement;
  readonly #grader: Grader;
  readonly #verdict = element("div", { class: "verdict", role: "status", "aria-live": "polite" });
  /** What a button has done. */
  readonly #said = element("div", { role: "status" });
  readonly #below = element("div");
  readonly #run: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  #editor: Editor | undefined;
  /** What a link brought, as long as it is neither changed nor the visitor's own. */
  #isLinked = false;
  #shown: { schedule: string; at: number } | undefined;
  /** The run that is on. What another one says is not wanted any more. */
  #running: object | undefined;

  constructor(slot: HTMLElement, data: ExerciseData | ScenarioData, options: PlaygroundOptions) {
    this.#slot = slot;
    this.#data = data;
    this.#options = options;
    this.#grader = new Grader(new URL("worker.js", options.base));
    this.#run = button("testFile" in data ? "Check" : "Explore", () => void this.run());
    this.#stop = button("Stop", () => this.#grader.stop());
    this.#stop.hidden = true;
  }

  get #code(): string {
    return this.#editor?.text ?? "";
  }

  open({ code }: Shared): void {
    const { id, drafts, packed } = this.#options;
    const place = element("div");
    this.#isLinked = packed !== undefined && drafts.read(id) !== code;
    const note = this.#isLinked ? [this.#tellOfLink()] : [];
    this.#slot.replaceChildren(
      element(
        "section",
        { class: "playground", "aria-label": `Editor of ${id}` },
        ...note,
        element(
          "div",
          { class: "beside" },
          place,
          element("div", {}, ...this.#listButtons(), this.#verdict, this.#said, this.#below),
        ),
        ...("testFile" in this.#data ? renderFiles(this.#data) : []),
      ),
    );
    this.#editor = new Editor(place, `Your code for ${id}`, code, {
      onSubmit: () => void this.run(),
      onChange: () => {
        drafts.keep(id, this.#code);
        this.#isLinked = false;
        this.#leaveLink();
        this.#close();
      },
    });
  }

  /** And the keys that do the same. */
  #listButtons(): HTMLElement[] {
    const share = button("Copy a link to this", () => void this.#copyLink());
    const keys = `Ctrl-Enter: ${this.#run.textContent.toLowerCase()}. Tab leaves the editor.`;
    return [
      element(
        "div",
        { class: "buttons" },
        this.#run,
        this.#stop,
        ...(this.#options.start === undefined ? [share] : []),
        button("Start anew", () => this.#startAnew()),
      ),
      element("p", { class: "about" }, keys),
    ];
  }

  /** Whose code it is that a link brings, and the way back to one's own. */
  #tellOfLink(): HTMLElement {
    const { id, drafts } = this.#options;
    const own = drafts.read(id);
    const ofPass = "testFile" in this.#data ? " A pass is kept once you change it." : "";
    const words = `This code came with the link.${ofPass}`;
    if (own === undefined) return element("p", {}, words);
    const goBack = button("Show my own code", () => {
      if (this.#editor) this.#editor.text = own;
      note.remove();
      this.#editor?.focus();
    });
    const note = element("p", {}, `${words} Your own is kept until you change this one. `, goBack);
    return note;
  }

  /** Another text than the one in the address would come again with the page, and hide this one. */
  #leaveLink(): void {
    const plain = `#play/${this.#options.id}`;
    if (location.hash.startsWith(`${plain}/`)) history.replaceState(null, "", plain);
  }

  focus(): void {
    this.#editor?.focus();
  }

  close(): void {
    this.#grader.close();
  }

  /** @param shared the schedule and the step to show, if it is still there */
  async run(shared?: Shared): Promise<void> {
    // It is on already, for this very text: another text ends it.
    if (this.#running) return;
    this.#close();
    const running = {};
    this.#running = running;
    this.#stop.hidden = false;
    this.#verdict.replaceChildren(element("p", {}, "Every schedule is being tried…"));
    // Who follows a link sees the code first.
    const reveal = (): void => (shared ? undefined : bringIntoView(this.#verdict));
    reveal();
    const isWanted = (): boolean => this.#running === running;
    try {
      const show =
        "testFile" in this.#data
          ? await this.#check(this.#data, shared)
          : await this.#explore(this.#data, shared);
      if (isWanted()) show();
    } catch (error) {
      if (isWanted()) this.#say("wrong", `The playground broke: ${(error as Error).message}`);
    }
    if (!isWanted()) return;
    this.#endRun();
    reveal();
  }

  #endRun(): void {
    this.#running = undefined;
    // Who stopped it by the keyboard goes on from there.
    if (document.activeElement === this.#stop) this.#run.focus();
    this.#stop.hidden = true;
  }

  /** @returns what shows what came of it */
  async #check(data: ExerciseData, shared: Shared | undefined): Promise<() => void> {
    const graded = await this.#grader.check(data, this.#code);
    return () => this.#showGraded(data, graded, shared);
  }

  #showGraded(data: ExerciseData, graded: Graded | undefined, shared: Shared | undefined): void {
    if (graded === undefined) {
      this.#say("wrong", "The check was stopped.");
      return;
    }
    const { verdict } = graded;
    const more = this.#isLinked
      ? undefined
      : this.#options.onVerdict(verdict, explainSleep(verdict.recording));
    const shown = renderVerdict(graded);
    this.#verdict.replaceChildren(...shown.verdict);
    if (more !== undefined) this.#verdict.append(element("p", {}, more));
    this.#below.replaceChildren(...shown.below);
    if (verdict.recording) this.#showSchedule(verdict.recording, shared);
    else if (verdict.place?.file === data.answerFile)
      this.#editor?.light([{ line: verdict.place.line, threads: [] }]);
  }

  /** @returns what shows what came of it */
  async #explore(data: ScenarioData, shared: Shared | undefined): Promise<() => void> {
    const { file, sources } = data;
    const explored = await this.#grader.explore({ file, sources, text: this.#code });
    return () => this.#showExplored(data, explored, shared);
  }

  #showExplored({ file }: ScenarioData, explored: Explored, shared: Shared | undefined): void {
    const { output } = explored;
    if (output.length > 0) this.#below.append(codeBlock(printed, output));
    else if (/\bconsole\./.test(this.#code)) {
      const why = "What threads print is not shown, because they run once for every schedule.";
      this.#below.append(element("p", { class: "about" }, why));
    }
    if (explored.type === "refused") {
      this.#say("wrong", explored.sentence);
      return;
    }
    const { exploration, recording } = explored;
    const holds = exploration.verdict === "holds";
    this.#say(holds ? "right" : "wrong", exploration.message);
    if (recording) this.#showSchedule(recording, shared);
    // A schedule without a step is none to go through.
    else if (exploration.trace) {
      const path = `${courseRoot}/${file}`;
      const texts = this.#code.split("\n").map((text, index) => {
        return [lineKey({ file: path, line: index + 1, column: 1 }), text.trim()];
      });
      const lines: Recording["lines"] = Object.fromEntries(texts);
      this.#sayWhereThrown({ trace: exploration.trace, file: path, lines });
    }
  }

  #sayWhereThrown(recording: Parameters<typeof describeThrow>[0]): void {
    const thrown = describeThrow(recording);
    if (thrown !== "") this.#below.append(element("p", { class: "about" }, ...withCode(thrown)));
  }

  #say(kind: "right" | "wrong", sentence: string): void {
    this.#verdict.replaceChildren(renderSentence(kind, "", sentence));
  }

  #showSchedule(recording: Recording, shared: Shared | undefined): void {
    const { code, trace, message } = recording;
    const steps = trace.steps.length;
    const show = (at: number): void => {
      const view = viewRecording(recording, at);
      this.#shown = { schedule: code, at };
      board.show(view, at === steps ? message : "");
      this.#editor?.light(listLitLines(view));
    };
    const board = new BoardElement("The schedule that breaks it", { onGo: show });
    this.#sayWhereThrown(recording);
    this.#below.append(board.root);
    const isSame = shared?.schedule === code;
    if (shared?.schedule !== undefined && !isSame) {
      const why = "The link shows another schedule: the course has changed since it was made.";
      this.#below.insertBefore(element("p", { class: "about" }, why), board.root);
    }
    show(isSame ? Math.min(shared?.at ?? 0, steps) : 0);
  }

  /** What was said of another text is not said of this one, and what is being found out about it is not waited for. */
  #close(): void {
    if (this.#running) {
      this.#endRun();
      this.#grader.stop();
    }
    this.#shown = undefined;
    for (const part of [this.#verdict, this.#said, this.#below]) part.replaceChildren();
    this.#editor?.light([]);
  }

  #startAnew(): void {
    const { drafts, id } = this.#options;
    if (this.#editor) this.#editor.text = this.#data.stub;
    drafts.keep(id, undefined);
    this.#tell("The editor is as it was at first. Undo (Ctrl-Z) brings your code back.");
    this.#editor?.focus();
  }

  async #copyLink(): Promise<void> {
    const fragment = await writeFragment({
      id: this.#options.id,
      code: this.#code,
      ...this.#shown,
    });
    history.replaceState(null, "", `#${fragment}`);
    const words = await navigator.clipboard.writeText(location.href).then(
      () => "The link is copied.",
      () => "The link is in the address bar.",
    );
    this.#tell(words);
  }

  #tell(words: string): void {
    this.#said.replaceChildren(element("p", {}, words));
  }
}
