// Starts the runner: compiled, so that Vitest and its own packages are loaded by Node alone.
// Arguments: the course's folder, and the runner's entry if it is another than runner.ts.

import process from "node:process";
import { prepareProgram } from "../../compile.mjs";

await import(await prepareProgram("runner", process.argv[3]));
