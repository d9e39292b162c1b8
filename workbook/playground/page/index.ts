// What pages load when the first editor or the first level is opened.

export { Grader } from "./grader.ts";
export { openLevel } from "./level.ts";
export { openPlayground } from "./page.ts";
export { LevelPlayer } from "./player.ts";
