// A game: a wrong answer, a small program that calls it, and you are the scheduler. Nothing of Node and nothing of a terminal.

import {
  type ClientProgram,
  clientProgram,
  mapSchedules,
  type Position,
  positionAt,
  type Scene,
  type ScheduleMap,
  type ScheduleStep,
  sceneAt,
} from "../explorer/index.ts";
import type { Level } from "./levels.ts";
import { type Exports, specifications } from "./specifications.ts";

/** A level that was loaded: what is played, and how few steps break it. */
export interface Game {
  level: Level;
  program: ClientProgram;
  map: ScheduleMap;
  /** Steps of a shortest schedule that breaks it; undefined if none does. */
  par: number | undefined;
}

/** A game cannot be played with this answer. Its message is a sentence. */
export class Unplayable extends Error {}

export interface Board extends Position, Scene {
  /**
   * `broken`: what the level shows has come true. `safe`: no schedule from here breaks it. `lost`: it may still take a while, but there
   * is no way left that ends well. `open`: anything else.
   */
  outcome: "open" | "lost" | "broken" | "safe";
  /** What the calls that are over gave, a line for each thread that has made one. */
  results: string[];
}

/**
 * @param answer exports of the answer that is played: that of the level's mistake, or another in its place
 * @param specification exports of the file that `specifications` names for the level's exercise
 * @throws Unplayable, such as for an answer that the explorer cannot run
 */
export function openGame(level: Level, answer: Exports, specification: Exports): Game {
  const of = specifications[level.exercise];
  if (of === undefined) throw new Unplayable(`${level.exercise} is held to no specification.`);
  const program = clientProgram(of.specify(specification, answer, []), level);
  const { map, message } = mapSchedules(program.scenario, {}, program);
  if (map === undefined) throw new Unplayable(message);
  return { level, program, map, par: positionAt(map, []).distance };
}

/** One game at a level: the steps that were chosen so far. */
export class Match {
  readonly game: Game;
  #schedule: ScheduleStep[] = [];

  constructor(game: Game) {
    this.game = game;
  }

  get schedule(): readonly ScheduleStep[] {
    return this.#schedule;
  }

  /** What can be chosen, and what may come of it. */
  position(): Position {
    return positionAt(this.game.map, this.#schedule);
  }

  /** The same, and what stands where. */
  look(): Board {
    const { program } = this.game;
    const position = this.position();
    const scene = sceneAt(program.scenario, this.#schedule, position.choices, program.tells);
    if (position.failure?.race) scene.trace.race = position.failure.race;
    const results = program.tellResults(scene.told ?? []);
    return { ...position, ...scene, results, outcome: outcomeOf(position) };
  }

  /** Takes a step. Throws a `RangeError` if it is none of the choices. */
  choose(step: ScheduleStep): void {
    const schedule = [...this.#schedule, step];
    positionAt(this.game.map, schedule);
    this.#schedule = schedule;
  }

  /** Takes all steps back; false if there are none. */
  restart(): boolean {
    const hadSteps = this.#schedule.length > 0;
    this.#schedule = [];
    return hadSteps;
  }

  /** Takes the last step back; false if there is none. */
  undo(): boolean {
    return this.#schedule.pop() !== undefined;
  }
}

function outcomeOf({ failure, distance, canEndWell }: Position): Board["outcome"] {
  if (failure) return "broken";
  if (distance === undefined) return "safe";
  return canEndWell ? "open" : "lost";
}
