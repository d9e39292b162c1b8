// The runner of checks that share processes. It leaves types to test/types-of-mistakes.test.ts, which looks at all at once.

import { fileURLToPath } from "node:url";
import { serveChecker } from "../../workbook/checker/runner/serve-checker.ts";
import { SharingForkPool } from "./sharing-fork-pool.ts";

const setupFile = fileURLToPath(new URL("./sharing-setup.ts", import.meta.url));

await serveChecker(SharingForkPool, setupFile, { checksTypes: false });
