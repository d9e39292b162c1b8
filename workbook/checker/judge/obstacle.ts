// What a judge has before it, and what it finds.

import type { Exercise } from "../../course/course.ts";
import type { Verdict, VerdictKind } from "../verdict.ts";

/** The answer in question. */
export interface About {
  exercise: Pick<Exercise, "id" | "specifier">;
  answerFile: string;
  /** Its text; undefined if it is not there. */
  source: string | undefined;
  /** Why it has none though something of its name is there, such as "is a folder". */
  fault?: string;
  /** How it is started anew, such as "use `reset` to start it anew". */
  startAnew: string;
  /** Texts whose imports an answer may need, such as those of the stub and our solution. */
  importable?: string;
  /** The course's folder. */
  root: string;
  /** Names of what the tests take from it. */
  imported?: readonly string[];
}

/** What stands in the way of a pass. */
export interface Obstacle
  extends Pick<Verdict, "sentence">,
    Partial<Pick<Verdict, "test" | "place" | "detail" | "recording">> {
  kind: Exclude<VerdictKind, "passed">;
}
