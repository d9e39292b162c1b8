// Plays a level in a worker of its own, where the explorer is. One request after the other.

import type { ScheduleStep } from "../../explorer/contract/scenario.ts";
import type { Level } from "../../game/levels.ts";
import type { ExerciseData, FromWorker, OpenedLevel, Shown, ToWorker } from "../messages.ts";

export class LevelPlayer {
  readonly #worker: Worker;

  /** @param url of the worker's script */
  constructor(url: URL) {
    this.#worker = new Worker(url, { type: "module" });
  }

  /**
   * Starts a game, in place of the one before.
   *
   * @param answer that of the level's mistake, or another in its place
   * @throws Error with a sentence for the visitor
   */
  async open(level: Level, data: ExerciseData, answer: string): Promise<OpenedLevel & Shown> {
    const { answerFile, sources } = data;
    let opened: OpenedLevel | undefined;
    const exercise = { answerFile, sources };
    const shown = await this.#ask({ type: "open-level", level, exercise, answer }, (message) => {
      opened = message;
    });
    if (!opened) throw new Error("The level was shown before it was opened.");
    return { ...opened, ...shown };
  }

  choose({ thread, event }: ScheduleStep): Promise<Shown> {
    return this.#ask({ type: "choose", step: { thread, event } });
  }

  /** To where so many steps were taken. */
  goBack(to: number): Promise<Shown> {
    return this.#ask({ type: "go-back", to });
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(request: ToWorker, onOpened: (opened: OpenedLevel) => void = () => {}): Promise<Shown> {
    return new Promise((resolve, reject) => {
      this.#worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`the worker broke: ${event.message}`));
      };
      this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === "level-opened") onOpened(data);
        else if (data.type === "shown") resolve(data);
        else if (data.type === "refused") reject(new Error(data.sentence));
        else if (data.type === "stray") reject(new Error(data.error.message));
      };
      this.#worker.postMessage(request);
    });
  }
}
