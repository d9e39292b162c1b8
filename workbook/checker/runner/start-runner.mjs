// Starts the runner: compiled, so that Vitest and its own packages are loaded by Node alone.

import { prepareProgram } from "../../compile.mjs";

await import(await prepareProgram("runner"));
