// A level of the game that is open: its answer and its specification are loaded, and a match is on.

import { Match, openGame } from "../../game/game.ts";
import type { Level } from "../../game/levels.ts";
import { specifications } from "../../game/specifications.ts";
import type { ExerciseData, OpenedLevel, Shown, Sources } from "../messages.ts";
import { readLines } from "./lines.ts";
import { Modules } from "./modules.ts";

export class OpenLevel {
  readonly about: OpenedLevel;
  readonly #match: Match;
  readonly #sources: Sources;

  /**
   * @param given modules that are there already, see `Modules`
   * @throws Unplayable, or whatever the answer throws when it is loaded
   */
  constructor(
    level: Level,
    { answerFile, sources }: Pick<ExerciseData, "answerFile" | "sources">,
    answer: string,
    given: Readonly<Record<string, unknown>>,
  ) {
    this.#sources = { ...sources, [answerFile]: answer };
    // One program: what is compared by class must be one class.
    const modules = new Modules(this.#sources, given);
    const file = `test/lessons/${specifications[level.exercise]?.file}`;
    const game = openGame(level, modules.load(answerFile), modules.load(file));
    this.#match = new Match(game);
    this.about = { program: game.program.lines, par: game.par };
  }

  choose(step: Parameters<Match["choose"]>[0]): void {
    this.#match.choose(step);
  }

  /** To where so many steps were taken. */
  goBack(to: number): void {
    while (this.#match.schedule.length > to) this.#match.undo();
  }

  show(): Shown {
    const board = this.#match.look();
    const stands = [...board.trace.ends, ...board.previews.map(({ step }) => step)];
    return { board, lines: readLines(stands, this.#sources) };
  }
}
