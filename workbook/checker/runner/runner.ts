// The runner process: gives every answer a process of its own.

import { fileURLToPath } from "node:url";
import { ForkPool } from "./fork-pool.ts";
import { serveChecker } from "./serve-checker.ts";

// Found beside this file though the program is bundled elsewhere: compile.mjs keeps `import.meta.url` as it is here.
const setupFile = fileURLToPath(new URL("../answer/answer-setup.ts", import.meta.url));

await serveChecker(ForkPool, setupFile);
