// The downloader as a program: its exit codes, what it prints, and how it is interrupted.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type LoggedRequest, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, hashSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { parseJournal } from "#lesson/09-downloader/file/journal-state.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = [join(root, "workbook/start.mjs"), "download"];
/** The same, as the lesson's own program. */
const ownProgram = [
  "--import",
  import.meta.resolve("tsx"),
  join(root, "solutions/09-downloader/cli.ts"),
];
const sizeBytes = 100_000;
const source = createSource(1, 1, sizeBytes);
const honest: FaultScript = { sizeBytes };

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "interleave-cli-"));
});
afterAll(async () => {
  await rm(parent, { recursive: true });
});

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  folder: string;
  log: LoggedRequest[];
}

interface Settings {
  /** `URL` stands for the server's. */
  words: string[];
  script?: FaultScript;
  /** Called with what the server is asked; may signal. */
  onRequest?: (request: LoggedRequest, kill: () => void) => void;
  /** Interrupts it when this is on its standard output. */
  killAt?: string;
  /** A shell that runs the program as `"$@"`. */
  shell?: string;
  input?: string;
  start?: string[];
}

async function run({
  words,
  script = honest,
  onRequest,
  killAt,
  shell,
  input,
  start = program,
}: Settings): Promise<Run> {
  const folder = await mkdtemp(join(parent, "run-"));
  let kill = (): void => {};
  const server = await startFaultServer(script, {
    onRequest: (request) => onRequest?.(request, () => kill()),
  });
  try {
    const all = [...start, ...words.map((word) => word.replace("URL", server.url))];
    const [command, before] = shell
      ? ["sh", ["-c", shell, "sh", process.execPath]]
      : [process.execPath, []];
    const env = { ...process.env, NO_COLOR: "1", INIT_CWD: folder };
    const child = spawn(command, [...before, ...all], { cwd: folder, env });
    kill = () => void child.kill("SIGINT");
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const isNew = killAt !== undefined && !stdout.includes(killAt);
      stdout += text;
      if (isNew && stdout.includes(killAt)) kill();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.end(input?.replaceAll("URL", server.url) ?? "");
    const [code] = await once(child, "close");
    return { code, stdout, stderr, folder, log: server.log };
  } finally {
    await server.close();
  }
}

describe.concurrent("exit codes", () => {
  test("0 when all is there, in plain lines without a terminal", async () => {
    const { code, stdout, stderr, folder } = await run({ words: ["URL"] });
    expect(stderr).toBe("");
    expect(stdout).toBe("file.bin: 97.7 KiB\nfile.bin: complete, 97.7 KiB\n");
    expect(code).toBe(0);
    expect((await readFile(join(folder, "file.bin"))).equals(readSource(source))).toBe(true);
    expect(await readdir(folder)).toEqual(["file.bin"]);
  });

  test("0 when it is started without the workbook", async () => {
    const { code, stdout } = await run({ words: ["URL"], start: ownProgram });
    expect([code, stdout]).toEqual([0, "file.bin: 97.7 KiB\nfile.bin: complete, 97.7 KiB\n"]);
  });

  test("1 when the server refuses", async () => {
    const { code, stderr, folder } = await run({
      words: ["URL"],
      script: { ...honest, rules: [{ status: 404 }] },
    });
    expect(stderr).toMatch(/^http:\S+: status 404\n$/);
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("2 with the usage, on one screen, when the call is wrong", async () => {
    const { code, stderr, log } = await run({ words: ["URL", "--connections", "many"] });
    expect(stderr).toContain("Expected a whole number of 1 or more for --connections, got “many”.");
    expect(stderr).toContain("Usage: npm start -- download URL… [options]\n");
    expect(stderr).toContain("npm start -- download --help");
    expect(stderr.split("\n").length).toBeLessThan(8);
    expect(code).toBe(2);
    expect(log).toEqual([]);
  });

  test("3 when the checksum is wrong, and 0 when it is right", async () => {
    const right = `sha256:${hashSource(source)}`;
    const wrong = `sha256:${"0".repeat(64)}`;
    const runs = [right, wrong].map((sum) => run({ words: ["URL", "--checksum", sum] }));
    const [good, bad] = await Promise.all(runs);
    expect([good?.code, bad?.code]).toEqual([0, 3]);
    expect(await readdir(bad?.folder ?? "")).toEqual(["file.bin.part"]);
  });

  test("4 when the file changes all the time", async () => {
    const { code, stderr } = await run({
      words: ["URL", "-c1", "--chunk", "16K"],
      script: {
        ...honest,
        rules: [
          { skip: 4, version: 2 },
          { skip: 9, version: 3 },
        ],
      },
    });
    expect(stderr).toContain("changed");
    expect(code).toBe(4);
  });

  test("5 when the disk takes no more, and the next run continues", async () => {
    const { code, stderr, folder, log } = await run({
      words: ["URL", "-c1", "--chunk", "16K"],
      // In blocks of 512 or 1,024 bytes, by shell: less than the file either way.
      shell: 'ulimit -f 64; exec "$@"',
    });
    expect(stderr).toContain("file.bin.part");
    expect(code).toBe(5);
    const journal = parseJournal(await readFile(join(folder, "file.bin.part.json"), "utf8"));
    expect(journal?.ranges[0]?.start).toBe(0);
    expect(journal?.ranges[0]?.end).toBeGreaterThan(16_384);
    expect(log.length).toBeLessThan(8);
  });
});

describe.concurrent("an interrupt", () => {
  const stalled: FaultScript = { sizeBytes, rules: [{ from: 32_768, stallAfterBytes: 0 }] };

  test("ends it with 130, and what is there is claimed", async () => {
    const { code, stderr, folder } = await run({
      words: ["URL", "-c1", "--chunk", "16K"],
      script: stalled,
      onRequest: ({ number }, kill) => number === 4 && kill(),
    });
    expect(stderr).toContain("interrupted; the next run continues");
    expect(code).toBe(130);
    const journal = parseJournal(await readFile(join(folder, "file.bin.part.json"), "utf8"));
    expect(journal?.ranges).toEqual([{ start: 0, end: 32_768 }]);
  });

  const here = { from: 16_384, stallAfterBytes: 0 };
  const whole = { ignoreRange: true, stallAfterBytes: 20_000 };
  test.each<[string, string[], Omit<FaultScript, "sizeBytes">]>([
    ["starts again", [], { rules: [whole] }],
    ["starts again", [], { rules: [here], marks: "none" }],
    ["continues", ["--unsafe-resume"], { rules: [here], marks: "none" }],
    ["continues", ["--checksum", `sha256:${"0".repeat(64)}`], { rules: [here], marks: "none" }],
  ])("says that the next run %s, given %j and %j", async (end, words, script) => {
    const { code, stderr } = await run({
      words: ["URL", "-c1", "--chunk", "16K", ...words],
      script: { sizeBytes, ...script },
      killAt: "file.bin: 97.7 KiB",
    });
    expect(stderr).toMatch(new RegExp(`: interrupted; the next run ${end}\n$`));
    expect(code).toBe(130);
  });

  test("ends a long wait at once", async () => {
    const { code, log } = await run({
      words: ["URL"],
      script: { ...honest, rules: [{ status: 503, headers: { "retry-after": "3000" } }] },
      // The reply goes out now; the interrupt finds it waiting, or about to.
      onRequest: (_, kill) => setImmediate(kill),
    });
    expect(code).toBe(130);
    expect(log.length).toBe(1);
  });
});

describe.concurrent("what it prints", () => {
  test("--info says what the server says, and downloads nothing", async () => {
    const { code, stdout, folder, log } = await run({ words: ["URL", "--info"] });
    expect(code).toBe(0);
    expect(stdout.replace(/:\d+\//, "/")).toBe(
      [
        "url: http://127.0.0.1/file.bin",
        "name: file.bin",
        "type: application/octet-stream",
        "length: 100000 bytes",
        "ranges: yes",
        'etag: "v1"',
        "can be continued: yes",
        "",
      ].join("\n"),
    );
    expect(log.map(({ method }) => method)).toEqual(["GET"]);
    expect(await readdir(folder)).toEqual([]);
  });

  test("--json prints an event a line, and nothing else", async () => {
    const { code, stdout } = await run({ words: ["URL", "--json"] });
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(events[0]).toMatchObject({ type: "found", file: "file.bin", haveBytes: 0 });
    expect(events.at(-1)).toMatchObject({ type: "done", sizeBytes, isVerified: true });
  });

  test("--quiet prints nothing", async () => {
    const { code, stdout, stderr } = await run({ words: ["URL", "--quiet"] });
    expect([code, stdout, stderr]).toEqual([0, "", ""]);
  });
});

describe.concurrent("many files", () => {
  test("come from a list on standard input, and the first failure is the exit code", async () => {
    const { code, stderr, stdout, folder } = await run({
      words: ["--input", "-", "-d", ".", "--retries", "0"],
      input: "# a list\nURL?a\n\nhttp://127.0.0.1:1/refused\n",
    });
    expect(stdout).toContain("file.bin: complete");
    expect(stderr).toContain("http://127.0.0.1:1/refused: ");
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual(["file.bin"]);
  });

  test("do not overwrite each other, whatever names the server gives them", async () => {
    const headers = { "content-disposition": 'attachment; filename="same.bin"' };
    const { code, stderr, folder } = await run({
      words: ["URL?a", "URL?b", "-j", "1", "--overwrite"],
      script: { ...honest, rules: [{ headers }] },
    });
    expect(stderr).toMatch(/^\S+\?b: same\.bin is the name of another download, too\n$/);
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual(["same.bin"]);
  });

  test("that have not begun say nothing about an interrupt", async () => {
    const { code, stderr, log } = await run({
      words: ["URL?a", "URL?b", "URL?c", "-j", "1"],
      script: { sizeBytes, rules: [{ stallAfterBytes: 0 }] },
      onRequest: ({ method }, kill) => method === "GET" && kill(),
    });
    expect(stderr).toMatch(/^\S+\?a: interrupted; the next run continues\n$/);
    expect(code).toBe(130);
    expect(new Set(log.map(({ path }) => path))).toEqual(new Set(["/file.bin?a"]));
  });

  test.each([
    [
      "none/new/file.bin",
      "expected a folder \\S*none/new for file.bin, which is not there. Make it first, or give it as --dir, which is made.",
    ],
    [
      join(root, "package.json", "file.bin"),
      "expected a folder .*package.json for file.bin, which is a file. Name another one.",
    ],
  ])(
    "end with 5 where the folder of %s is not there, before a server is asked",
    async (name, says) => {
      const { code, stderr, log } = await run({ words: ["URL", "-o", name] });
      expect(stderr).toMatch(new RegExp(`^http\\S+: ${says}\\n$`));
      expect(code).toBe(5);
      expect(log).toEqual([]);
    },
  );

  test("end with 5 where the folder cannot be made", async () => {
    const { code, stderr, log } = await run({ words: ["URL", "-d", "/dev/null/new"] });
    expect(stderr).toBe(
      "cannot make /dev/null/new: a part of that path is a file and no folder (ENOTDIR)\n",
    );
    expect(code).toBe(5);
    expect(log).toEqual([]);
  });
});
