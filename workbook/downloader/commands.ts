// The commands of lesson 09's downloader. Nothing of the lesson is loaded before one of them runs.

import type { Command } from "../session/command.ts";

export const downloaderCommands: readonly Command[] = [
  {
    name: "download",
    operands: "URL…",
    summary: "a file from the web; --help for its options",
    examples: {
      "https://example.org/film.mkv": "into the folder where you are",
      "-d films --input urls.txt": "a list of files, into another folder",
    },
    readsItsOwnWords: true,
    needs: "nothing",
    run: async (base) => (await import("./download.ts")).download(base),
  },
  {
    name: "chaos",
    operands: "[SCENARIO]",
    summary: "a server that fails on command, for you to download from",
    examples: {
      "": "which scenarios there are",
      "head-405": "a server that does this one, until Ctrl-C",
    },
    needs: "nothing",
    run: async (base) => (await import("./chaos.ts")).chaos(base),
  },
  {
    name: "score",
    operands: "[FAULT…]",
    summary: "which of the 37 faults your own downloader survives",
    options: {
      unfinished: "with parts of yours that have not passed yet",
      json: "print one JSON document and nothing else",
    },
    examples: {
      "": "all faults, against your parts that have passed",
      "3 4": "faults 3 and 4 alone",
      "--unfinished": "with the parts that you are still working on",
    },
    needs: "course",
    run: async (context) => (await import("./score.ts")).score(context),
  },
];
