// The runner of checks that share processes.

import { fileURLToPath } from "node:url";
import { serveChecker } from "../../workbook/checker/runner/serve-checker.ts";
import { SharingForkPool } from "./sharing-fork-pool.ts";

const setupFile = fileURLToPath(new URL("./sharing-setup.ts", import.meta.url));

await serveChecker(SharingForkPool, setupFile);
