// A player at a level of the game: breaks the wrong answer step by step, then mends it in a file of its own.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { CheckCancelled, Checker } from "../checker/checker.ts";
import type { Exercise } from "../course/course.ts";
import { readKnownMistakes } from "../course/known-mistakes.ts";
import { writeFix, writeMistake } from "../course/mistake-answer.ts";
import type { KnownMistake } from "../course/mistakes-page.ts";
import { type Game, Match, openGame, Unplayable } from "../game/game.ts";
import { type Level, nameLevel } from "../game/levels.ts";
import { type Exports, specifications } from "../game/specifications.ts";
import { describeBroken, describeHint, fixed } from "../game/words.ts";
import { explainWriting } from "../progress/errors.ts";
import { saveRecording } from "../progress/recordings.ts";
import { fileBroken, fileFixed } from "../progress/shape.ts";
import { continued, resized } from "../terminal/keyboard.ts";
import {
  type BoardView,
  describeWrongKey,
  listKeys,
  renderBoard,
  renderIntroduction,
} from "../views/game.ts";
import { renderKeys, renderProse } from "../views/prose.ts";
import { watchFile } from "../watcher/watch-file.ts";
import { showVerdict } from "./check-one.ts";
import { type Context, InputError } from "./command.ts";
import { importModule } from "./import-module.ts";
import { updateLearnerProgress } from "./learner-progress.ts";

/** What a player does next: the next level, the list of levels, or nothing more. */
export type After = "next" | "list" | "leave";

type AnyChecker = Pick<Checker, "check" | "close">;

const fixKeys = ["n: next level", "l: levels", "q: leave"];

export class Playing {
  readonly #context: Context;
  readonly #level: Level;
  readonly #number: number;
  readonly #exercise: Exercise;
  readonly #mistake: KnownMistake;
  /** A hint named one of the steps. */
  #hasHelp = false;
  /** The next key or the next line; undefined when nothing more comes. */
  readonly #readKey: () => Promise<string | undefined>;
  readonly #makeChecker: () => AnyChecker;

  constructor(
    context: Context,
    { level, number }: { level: Level; number: number },
    readKey: () => Promise<string | undefined>,
    makeChecker: () => AnyChecker = () => new Checker(context.course),
  ) {
    this.#context = context;
    this.#level = level;
    this.#number = number;
    this.#readKey = readKey;
    this.#makeChecker = makeChecker;
    const exercises = context.course.lessons.flatMap((lesson) => lesson.exercises);
    const exercise = exercises.find(({ id }) => id === level.exercise);
    const mistake =
      exercise &&
      readKnownMistakes(context.root, exercise).find(({ name }) => name === level.mistake);
    if (!exercise || !mistake) throw new InputError(`There is no \`${nameLevel(level)}\` here.`);
    this.#exercise = exercise;
    this.#mistake = mistake;
  }

  /** Plays the level until the player goes on or leaves. */
  async run(): Promise<After> {
    const { root, terminal } = this.#context;
    const file = explainWriting(".interleave/mistakes", () =>
      writeMistake(root, this.#exercise, this.#mistake),
    );
    const game = await this.#load(file);
    const code = readFileSync(file, "utf8");
    const match = new Match(game);
    const view = (): BoardView => ({ board: match.look(), level: this.#level, file, code });
    const introduction = {
      program: game.program.lines,
      calls: `test/lessons/${specifications[this.#level.exercise]?.file}`,
      number: this.#number,
    };
    terminal.print(renderIntroduction({ level: this.#level, file, code }, introduction, terminal));
    this.#show(view());
    for (;;) {
      const key = await this.#readKey();
      const { board } = view();
      const isBroken = board.outcome === "broken";
      const choice = board.choices.find(({ thread }) => String(thread + 1) === key);
      if (key === undefined || ["q", "escape", "ctrl-c"].includes(key)) return "leave";
      if (key === "l") return "list";
      if (key === "n" && isBroken) return "next";
      if (key === "f" && isBroken) return await this.#fix();
      if (choice) {
        match.choose(choice);
        this.#show(view());
      } else if (key === resized) {
        terminal.startAfresh();
        this.#show(view());
      } else if (
        key === continued ||
        (key === "u" && match.undo()) ||
        (key === "0" && match.restart())
      ) {
        this.#show(view());
      } else if (key === "u" || key === "0") {
        this.#say("There is no step to take back: nothing has run yet.");
      } else if (key === "h") {
        this.#hasHelp ||= board.hint !== undefined;
        this.#say(describeHint(board));
      } else {
        this.#say(describeWrongKey(key, board));
      }
    }
  }

  /** The wrong answer and its specification, as one program: what is compared by class must be one class. */
  async #load(file: string): Promise<Game> {
    const { root } = this.#context;
    const { exercise, mistake } = this.#level;
    const specification = specifications[exercise];
    if (specification === undefined) throw new InputError(`\`${exercise}\` cannot be played.`);
    const loader = join(root, ".interleave", "games", "loaders", exercise, `${mistake}.ts`);
    const from = (target: string): string =>
      JSON.stringify(`./${relative(dirname(loader), target).split(sep).join("/")}`);
    const specificationFile = join(root, "test", "lessons", specification.file);
    mkdirSync(dirname(loader), { recursive: true });
    writeFileSync(
      loader,
      `export * as answer from ${from(file)};\nexport * as specification from ${from(specificationFile)};\n`,
    );
    const loaded = await importModule(loader);
    try {
      return openGame(this.#level, loaded.answer as Exports, loaded.specification as Exports);
    } catch (error) {
      if (!(error instanceof Unplayable)) throw error;
      throw new InputError(`\`${nameLevel(this.#level)}\` cannot be played: ${error.message}`);
    }
  }

  #show(view: BoardView): void {
    const { terminal } = this.#context;
    const { board } = view;
    const line = terminal.style.dim("─".repeat(terminal.width));
    terminal.print(`${line}\n${renderBoard(view, terminal)}`);
    if (board.outcome === "broken") this.#celebrate(board.trace.steps.length);
    this.#sayKeys(listKeys(board));
  }

  #say(words: string): void {
    const { terminal } = this.#context;
    terminal.print(renderProse([words], terminal));
  }

  #sayKeys(keys: readonly string[]): void {
    const { terminal } = this.#context;
    terminal.print(renderKeys(keys, terminal));
  }

  #celebrate(steps: number): void {
    this.#context.terminal.print("");
    this.#say(describeBroken(this.#level, steps, this.#hasHelp));
    updateLearnerProgress(this.#context, (progress) => {
      fileBroken(progress, nameLevel(this.#level), steps);
    });
  }

  /** Every save is checked; in a pipe, the file as it is, once. */
  async #fix(): Promise<After> {
    const { root, terminal } = this.#context;
    const file = writeFix(root, this.#exercise, this.#mistake);
    terminal.print("");
    this.#say(
      "Mend it in this file, which is the game's own: your exercise stays as it is. Delete the file to start anew.",
    );
    terminal.print(`\n  ${relative(root, file)}\n`);
    const checker = this.#makeChecker();
    try {
      if (!terminal.isInteractive) {
        await this.#check(checker, file);
        return "leave";
      }
      return await this.#checkSaves(checker, file);
    } finally {
      await checker.close();
    }
  }

  async #checkSaves(checker: AnyChecker, file: string): Promise<After> {
    let running = new AbortController();
    let fail: (error: unknown) => void = () => {};
    const failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const check = (): void => {
      running.abort();
      running = new AbortController();
      this.#check(checker, file, running.signal).catch(fail);
    };
    const watcher = watchFile(file, check);
    // True from here on, so it is not said before.
    this.#say("Every save is checked under every schedule.");
    this.#sayKeys(fixKeys);
    try {
      for (;;) {
        const key = await Promise.race([this.#readKey(), failed]);
        if (key === "n") return "next";
        if (key === "l") return "list";
        if (key === undefined || ["q", "escape", "ctrl-c"].includes(key)) return "leave";
      }
    } finally {
      running.abort();
      watcher.close();
    }
  }

  async #check(checker: AnyChecker, file: string, signal?: AbortSignal): Promise<void> {
    const { root, terminal } = this.#context;
    const of = nameLevel(this.#level);
    const stopSaying = terminal.showRunning(`Checking ${of}`);
    try {
      const verdict = await checker.check(this.#exercise, file, signal).finally(stopSaying);
      terminal.print("");
      if (verdict.kind === "missing-file") {
        writeFix(root, this.#exercise, this.#mistake);
        this.#say("The file is there again, as it was at first.");
        return;
      }
      if (verdict.recording) saveRecording(root, verdict.recording, of);
      showVerdict(verdict, { ...this.#exercise, learnerFile: file }, this.#context, of);
      if (verdict.passed) {
        this.#say(fixed);
        updateLearnerProgress(this.#context, (progress) => {
          fileFixed(progress, of, new Date().toISOString());
        });
      }
      if (terminal.isInteractive) this.#sayKeys(fixKeys);
    } catch (error) {
      if (!(error instanceof CheckCancelled)) throw error;
    }
  }
}
