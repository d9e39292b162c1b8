// A level of the game in a page: the wrong answer, the board on which a player breaks it, and the editor in which it is fixed.

import { type Level, levels, nameLevel } from "../../game/levels.ts";
import { specifications } from "../../game/specifications.ts";
import {
  describeBroken,
  describeHint,
  describeOutcome,
  describeStuck,
  fixed,
  task,
} from "../../game/words.ts";
import { courseRoot, type ExerciseData, type OpenedLevel, type Shown } from "../messages.ts";
import { BoardElement, isShortcut } from "./board.ts";
import { listLitLines, viewScene } from "./board-view.ts";
import { button, codeBlock, element, withCode } from "./dom.ts";
import { Editor } from "./editor.ts";
import { loadData, openPlayground, type Playground, type PlaygroundOptions } from "./page.ts";
import { LevelPlayer } from "./player.ts";

export interface LevelOptions {
  /** The folder of the playground's files, with a slash at its end. */
  base: URL;
  /** See `nameLevel`. */
  name: string;
  /** Counted in the level's lesson, from 1. */
  number: number;
  /** In an earlier visit. */
  isBroken: boolean;
  /** Of the code that fixes it, under the level's name. */
  drafts: PlaygroundOptions["drafts"];
  /** False if another level, or none, is to be shown by now. */
  isWanted(): boolean;
  onBroken(steps: number): void;
  onFixed(): void;
}

/**
 * Puts the level into `slot`, with the focus on its heading.
 *
 * @returns `close` ends what runs for it; undefined if it is not wanted any more
 * @throws Error with a sentence for the visitor, if something of it cannot be loaded
 */
export async function openLevel(
  slot: HTMLElement,
  options: LevelOptions,
): Promise<LevelElement | undefined> {
  const level = levels.find((one) => nameLevel(one) === options.name);
  if (!level) throw new Error(`There is no level ${options.name}.`);
  const data = await loadData<ExerciseData>(options.base, level.exercise);
  const answer = data.mistakes.find(({ name }) => name === level.mistake)?.text;
  if (answer === undefined) throw new Error(`${level.exercise} has no mistake ${level.mistake}.`);
  const player = new LevelPlayer(new URL("worker.js", options.base));
  try {
    const opened = await player.open(level, data, answer);
    if (!options.isWanted()) {
      player.close();
      return undefined;
    }
    return new LevelElement(slot, { level, data, answer, player, opened }, options);
  } catch (error) {
    player.close();
    throw error;
  }
}

interface Parts {
  level: Level;
  data: ExerciseData;
  /** The text of the wrong answer. */
  answer: string;
  player: LevelPlayer;
  opened: OpenedLevel & Shown;
}

class LevelElement {
  readonly #parts: Parts;
  readonly #options: LevelOptions;
  readonly #board: BoardElement;
  readonly #code: Editor;
  readonly #said = element("p", { role: "status" });
  /** That it is broken, whatever is said besides. */
  readonly #broken = element("p", { role: "status" });
  readonly #fix: HTMLButtonElement;
  readonly #fixing = element("div");
  #shown: Shown;
  #isBusy = false;
  /** Keys may come faster than boards. */
  readonly #keys: string[] = [];
  /** The step that is taken. */
  #playing = Promise.resolve();
  #playground: Promise<Playground> | undefined;
  #isClosed = false;

  constructor(slot: HTMLElement, parts: Parts, options: LevelOptions) {
    const { level, data, answer, opened, player } = parts;
    this.#parts = parts;
    this.#options = options;
    this.#shown = opened;
    this.#fix = button("Fix it", () => void this.#openFix());
    this.#fix.hidden = !options.isBroken;
    this.#board = new BoardElement("The game", {
      onGo: (to) => this.#play(() => player.goBack(to)),
      game: {
        par: opened.par,
        onChoose: (choice) => this.#play(() => player.choose(choice)),
        onHint: () => this.#say(describeHint(this.#shown.board)),
        below: element("div", {}, this.#broken, this.#said, this.#fix),
      },
    });
    const title = `Level ${options.number}: ${level.exercise}, ${level.mistake}`;
    const heading = element("h2", { tabindex: "-1" }, title);
    const code = element("div", { class: "read" });
    const playing = element(
      "div",
      {},
      heading,
      element("p", {}, task),
      element("p", {}, element("strong", {}, ...withCode(level.goal))),
      codeBlock("Client program", opened.program),
      this.#showCalls(),
      element("div", { class: "beside" }, code, this.#board.root),
    );
    playing.onkeydown = (event) => this.#onKey(event);
    slot.replaceChildren(playing, this.#fixing);
    this.#code = new Editor(code, `The wrong answer to ${data.id}`, answer);
    this.#show(opened);
    heading.focus();
    // The board below it is what one plays on.
    heading.scrollIntoView();
  }

  close(): void {
    this.#isClosed = true;
    this.#parts.player.close();
    void this.#playground?.then((playground) => playground.close());
  }

  #showCalls(): HTMLElement {
    const { data, level } = this.#parts;
    const file = `test/lessons/${specifications[level.exercise]?.file}`;
    return element(
      "details",
      {},
      element("summary", {}, "What the calls are"),
      codeBlock(file, [data.sources[file]?.trimEnd() ?? ""]),
    );
  }

  #onKey(event: KeyboardEvent): void {
    if (isShortcut(event) || !/^[\dhur]$/.test(event.key)) return;
    event.preventDefault();
    if (this.#isBusy) this.#keys.push(event.key);
    else this.#press(event.key);
  }

  #press(key: string): void {
    if (!this.#board.press(key)) this.#say(describeStuck(key, this.#shown.board) ?? "");
    void this.#playing.then(() => this.#board.reveal());
  }

  #play(act: () => Promise<Shown>): void {
    if (!this.#isBusy) this.#playing = this.#take(act);
  }

  async #take(act: () => Promise<Shown>): Promise<void> {
    this.#isBusy = true;
    try {
      this.#show(await act());
    } catch (error) {
      this.#say(`The game broke: ${(error as Error).message}`);
    } finally {
      this.#isBusy = false;
    }
    while (!this.#isBusy && this.#keys.length > 0) this.#press(this.#keys.shift() ?? "");
  }

  #say(words: string): void {
    this.#said.replaceChildren(...withCode(words));
  }

  #show(shown: Shown): void {
    const { data, level } = this.#parts;
    const { board, lines } = shown;
    this.#shown = shown;
    const view = viewScene(board, { file: `${courseRoot}/${data.answerFile}`, lines });
    this.#board.show(view, describeOutcome(board));
    this.#code.light(listLitLines(view));
    this.#say("");
    const isBroken = board.outcome === "broken";
    this.#broken.replaceChildren(...(isBroken ? withCode(describeBroken(level, view.at)) : []));
    if (!isBroken) return;
    this.#fix.hidden = false;
    this.#options.onBroken(view.at);
  }

  async #openFix(): Promise<void> {
    const { base, drafts, onFixed } = this.#options;
    const { data, answer, level } = this.#parts;
    const slot = element("div");
    if (this.#playground) {
      (await this.#playground).focus();
      return;
    }
    this.#fixing.replaceChildren(
      element(
        "p",
        {},
        "Mend it here, and check it: every schedule is tried. Your exercise stays as it is.",
      ),
      slot,
    );
    this.#playground = openPlayground(slot, {
      base,
      id: data.id,
      start: answer,
      drafts: {
        read: () => drafts.read(nameLevel(level)),
        keep: (_, code) => drafts.keep(nameLevel(level), code),
      },
      onVerdict: ({ passed }) => {
        if (!passed) return undefined;
        onFixed();
        return fixed;
      },
    });
    const playground = await this.#playground;
    if (this.#isClosed) playground.close();
    else playground.focus();
  }
}
