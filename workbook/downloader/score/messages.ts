// What the workbook and a player say to each other.

/** `name` of a play. */
export interface ToPlayer {
  name: string;
}

export type FromPlayer =
  | { type: "ready" }
  /** Another run of a play has begun. */
  | { type: "run" }
  /** `failures`: what was not as it must be. */
  | { type: "played"; failures: string[] }
  /** An error that nobody caught; the player ends after that. */
  | { type: "crashed"; isRejection: boolean; message: string };
