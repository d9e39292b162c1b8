// `download URL…`: the program of lesson 09, in the folder where the command was typed.

import { main } from "#solution/09-downloader/cli.ts";

/** Exit codes are the downloader's own. */
export async function download(words: readonly string[]): Promise<number> {
  // npm runs us in the course's folder.
  process.chdir(process.env.INIT_CWD ?? process.cwd());
  return await main(words);
}
