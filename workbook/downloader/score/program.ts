// A learner's downloader as a program, for plays that signal to it.

import { main } from "#solution/09-downloader/cli.ts";

process.exitCode = await main(process.argv.slice(2));
