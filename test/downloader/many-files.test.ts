// Many files by one call: never more at once than asked for, and each under a name of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { drawPicture } from "#lesson/07-pools/tasks/pictures.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { nameCopies, parseUrls } from "#lesson/09-downloader/command/url-list.ts";
import { runNode } from "../run-program.ts";
import { startDocumentServer, writeDocument } from "./document-server.ts";

const program = fileURLToPath(new URL("../../workbook/start.mjs", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-many-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the program in a folder of its own. */
function download(words: readonly string[], input = "") {
  const env = { ...process.env, NO_COLOR: "1", INIT_CWD: folder };
  return runNode([program, "download", ...words], { cwd: folder, env, input });
}

async function writeList(urls: readonly string[]): Promise<void> {
  await writeFile(join(folder, "list.txt"), urls.join("\n"));
}

function readAll(files: readonly string[], encoding: "utf8" | "latin1" = "utf8") {
  return Promise.all(files.map((file) => readFile(join(folder, file), encoding)));
}

describe("a list of documents", () => {
  const makePaths = (count: number) => Array.from({ length: count }, (_, n) => `/${n}.txt`);

  test("500 of them arrive whole, asked for once each, four at once and never five", async () => {
    const paths = makePaths(500);
    const server = await startDocumentServer(paths, 4);
    await writeList(server.urls);
    const { code, stderr, stdout } = await download([
      "--input",
      "list.txt",
      "-d",
      "new",
      "-j",
      "4",
    ]);
    await server.close();
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\n500 of 500 files are there\n$/);
    // It answers only when there are four, so a fifth would be seen.
    expect([server.peakRequests, server.peakConnections]).toEqual([4, 4]);
    const asked = paths.flatMap((path) => {
      const lastByte = writeDocument(path).length - 1;
      return [`GET ${path} 0-0`, `GET ${path} 0-${lastByte}`];
    });
    expect(server.log.toSorted()).toEqual(asked.toSorted());
    expect(await readAll(paths.map((path) => join("new", path)))).toEqual(paths.map(writeDocument));
    expect(await readdir(join(folder, "new"))).toHaveLength(500);
  });

  test("arrives but for the one that is not there, and the exit code is 1", async () => {
    const paths = makePaths(40);
    const server = await startDocumentServer(paths, 4, { missing: ["/7.txt"] });
    await writeList(server.urls);
    const { code, stderr, stdout } = await download(["--input", "list.txt", "-j", "4"]);
    await server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^http:\S+\/7\.txt: status 404\n$/);
    expect(stdout).toMatch(/\n39 of 40 files are there\n$/);
    const others = paths.filter((path) => path !== "/7.txt");
    expect(await readAll(others)).toEqual(others.map(writeDocument));
  });

  test("is continued with --skip-existing: what is there is not fetched again", async () => {
    const paths = makePaths(3);
    const server = await startDocumentServer(paths, 1);
    // As long as the server's, which is all that can be told of it.
    const old = "x".repeat(writeDocument("/1.txt").length);
    await writeFile(join(folder, "1.txt"), old);
    const words = [...server.urls, "-j", "1", "--skip-existing"];
    const { code, stdout } = await download(words);
    await server.close();
    expect(code).toBe(0);
    expect(stdout).toContain("1.txt: there already\n");
    expect(stdout).toMatch(/\n3 of 3 files are there\n$/);
    expect(server.log.filter((line) => line.includes("/1.txt"))).toEqual(["GET /1.txt 0-0"]);
    const [first = "", , last = ""] = paths.map(writeDocument);
    expect(await readAll(["0.txt", "1.txt", "2.txt"])).toEqual([first, old, last]);
  });

  test("of the same name gets a number, the same in every run", async () => {
    const paths = ["/cats/1.txt", "/dogs/1.txt", "/", "/cats/", "/cats/1.txt?large"];
    const server = await startDocumentServer(paths, 1);
    const { code, stderr } = await download([...server.urls, ...server.urls, "-j", "1"]);
    await server.close();
    expect([code, stderr]).toEqual([0, ""]);
    const files = ["1.txt", "1-2.txt", "download", "download-2", "1-3.txt"];
    expect(await readAll(files)).toEqual(paths.map(writeDocument));
    expect(server.log).toHaveLength(2 * paths.length);
  });
});

describe("a list on standard input", () => {
  test("brings 91 images, four at once at most", async () => {
    const pictures = [0, 1, 2].map((number) => drawPicture(number, 16, 12));
    const server = await startFileServer({ count: 91, contents: pictures });
    const words = ["--input", "-", "-j", "4"];
    const { code, stderr } = await download(words, `# images\n\n${server.urls.join("\r\n")}\r\n`);
    await server.close();
    expect([code, stderr]).toEqual([0, ""]);
    expect(server.peakOpen).toBeLessThanOrEqual(4);
    const files = await readAll(
      server.urls.map((url) => basename(url)),
      "latin1",
    );
    const drawn = pictures.map((picture) => Buffer.from(picture).toString("latin1"));
    expect(files).toEqual(files.map((_file, number) => drawn[number % drawn.length]));
  });

  test("may be written when we read already", async () => {
    const server = await startDocumentServer(["/late.txt"], 1);
    const tellWhenRead = 'process.stdin.once("newListener", () => process.send("reads"))';
    const words = ["--import", `data:text/javascript,${tellWhenRead}`, program, "download"];
    const child = spawn(process.execPath, [...words, "--input", "-", "--quiet"], {
      cwd: folder,
      env: { ...process.env, INIT_CWD: folder },
      stdio: ["pipe", "inherit", "inherit", "ipc"],
    });
    const ended = once(child, "exit");
    await Promise.race([once(child, "message"), ended]);
    child.stdin?.end(server.urls.join("\n"));
    child.disconnect();
    expect(await ended).toEqual([0, null]);
    await server.close();
    expect(await readAll(["late.txt"])).toEqual([writeDocument("/late.txt")]);
  });

  test("with no URL in it is wrong usage", async () => {
    const { code, stderr } = await download(["--input", "-"], "# nothing yet\n");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Expected URLs in standard input, got none\.\n\nUsage/);
  });
});

describe("the lines of a list", () => {
  test("may be empty, indented, comments, and of a Windows editor", () => {
    const list = "\ufeff# images\r\n\r\n  http://a.example/1\t\r\n#http://a.example/2\r\n";
    expect(parseUrls(list, "list.txt")).toEqual(["http://a.example/1"]);
  });

  test("are named when they are wrong", () => {
    const wrong = {
      "cat.png": "Expected a URL such as",
      "http://a.example/1 # cat": "one URL a line",
    };
    for (const [line, message] of Object.entries(wrong)) {
      const read = () => parseUrls(`# images\n${line}\n`, "list.txt");
      expect(read).toThrow(UsageError);
      expect(read).toThrow(message);
      expect(read).toThrow(`got “${line}” in line 2 of list.txt.`);
    }
  });

  test("get names that none of the others has, not even in capitals", () => {
    const paths = ["x/cat.png", "y/Cat.png", "z/cat-2.png", "z/cat.png", "dog.png"];
    const urls = paths.map((path) => `http://a.example/${path}`);
    expect([...nameCopies(urls)]).toEqual([
      [urls[1], "Cat-3.png"],
      [urls[3], "cat-4.png"],
    ]);
  });
});
