// What must not be told: passwords to anybody, cookies to others, and control characters to a terminal.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { Cookies } from "#lesson/09-downloader/http/cookies.ts";
import { createClient } from "#lesson/09-downloader/http/http-client.ts";
import { rejectStatus } from "#lesson/09-downloader/http/reject-status.ts";
import {
  hideLogins,
  toPlainJson,
  toPlainLines,
  toPlainText,
} from "#lesson/09-downloader/plain-text.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";
import { runNode } from "../../run-program.ts";
import {
  type Answer,
  downloadFrom,
  makeBytes,
  type RawReply,
  type RawRequest,
  startRawServer,
} from "./raw-server.ts";

const program = fileURLToPath(new URL("../../../workbook/start.mjs", import.meta.url));
const file = makeBytes(100);
const whole = { head: ["HTTP/1.1 200 OK", "Content-Length: 100"], body: file };
const asLatin1 = (text: string): string => Buffer.from(text).toString("latin1");

const missing = { head: ["HTTP/1.1 404 Not Found", "Content-Length: 0"] };

function serveParts({ range }: RawRequest): Required<Pick<RawReply, "head" | "body">> {
  const { start, end } = range ?? { start: 0, end: 100 };
  const head = [`Content-Range: bytes ${start}-${end - 1}/100`, `Content-Length: ${end - start}`];
  const status = "HTTP/1.1 206 Partial Content";
  return { head: [status, ...head, 'ETag: "a"'], body: file.subarray(start, end) };
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-secrets-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the program; `URL` stands for the server's, with a login. Returns all that it printed. */
async function run(answer: Answer, ...words: string[]): Promise<string> {
  const server = await startRawServer(answer);
  const url = `${server.origin.replace("//", "//anna:s3cret@")}/file.bin`;
  const env = { ...process.env, NO_COLOR: "1", INIT_CWD: folder };
  const all = [program, "download", ...words.map((word) => word.replace("URL", url))];
  const { stdout, stderr } = await runNode(all, { cwd: folder, env });
  await server.close();
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
    server.requests.map(() => `Basic ${Buffer.from("anna:s3cret").toString("base64")}`),
  );
  return stdout + stderr;
}

describe("a password in a URL is sent, and not told", () => {
  test.each<[string, Answer, string[], string]>([
    ["in an error", () => missing, ["URL"], ": status 404\n"],
    ["in an error as JSON", () => missing, ["URL", "--json"], '"url":"http://127.0.0.1'],
    ["as JSON", () => whole, ["URL", "--json"], '"type":"done"'],
    ["by --info", () => whole, ["URL", "--info"], "url: http://127.0.0.1"],
    ["with a redirect that leads nowhere", redirectTo("x://u:s3cret@h/"), ["URL"], "got x://h/"],
    ["with a list that is wrong", () => whole, ["URL", "ftp://anna:s3cret@host/"], "ftp://host/"],
    ["with a wrong proxy", () => whole, ["URL", "--proxy", "x://anna:s3cret@y"], "--proxy"],
  ])("%s", async (_, answer, words, expected) => {
    const said = await run(answer, ...words);
    expect(said).toContain(expected);
    expect(said).not.toMatch(/s3cret|anna/);
  });

  test("in the journal", async () => {
    const cut: Answer = (request) => {
      const { head, body } = serveParts(request);
      return { head, body: body.subarray(0, 50), closes: true };
    };
    await run(cut, "URL", "--retries", "0");
    const journal = await readFile(join(folder, "file.bin.part.json"), "utf8");
    expect(journal).toMatch(/"url":"http:\/\/127\.0\.0\.1:\d+\/file\.bin"/);
    expect(journal).not.toMatch(/s3cret|anna/);
  });
});

test("the login of each server goes to that server alone, and does so from then on", async () => {
  const servers = await Promise.all([startRawServer(() => whole), startRawServer(() => whole)]);
  const [first, mirror] = servers;
  const url = `${first.origin.replace("//", "//anna:s3cret@")}/x`;
  const timeoutMs = 30_000;
  const dispatcher = openConnections({ connections: 1, timeoutMs });
  const clock = createScriptedClock();
  const client = createClient({ dispatcher, clock, timeoutMs, url, headers: {} });
  const withLogin = `${mirror.origin.replace("//", "//bob:other@")}/x`;
  for (const place of [url, withLogin, `${first.origin}/x`, `${mirror.origin}/x`]) {
    await (await client.send({ method: "GET", url: place })).body.discard();
  }
  await dispatcher.destroy();
  for (const server of servers) await server.close();
  const sent = servers.map(({ requests }) => requests.map(({ headers }) => headers.authorization));
  expect(sent).toEqual(
    ["anna:s3cret", "bob:other"].map((login) => {
      const basic = `Basic ${Buffer.from(login).toString("base64")}`;
      return [basic, basic];
    }),
  );
});

describe("control characters reach no terminal", () => {
  const steering = "\u009b31m\u202e";
  const answer = (): typeof whole => ({
    ...whole,
    head: [...whole.head, `ETag: "${asLatin1(steering)}"`, `Content-Type: ${asLatin1(steering)}`],
  });
  test.each([
    ["by --info", ["URL", "--info"]],
    ["as JSON", ["URL", "--json"]],
    ["in an error", ["http://127.0.0.1:1/\u009b31m", "--retries", "0"]],
    ["in a message about the usage", ["\u009b31m\u202e"]],
  ])("%s", async (_, words) => {
    const said = await run(answer, ...words);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(said).not.toBe("");
  });

  test("and the same JSON is read from what is printed", () => {
    const event = { url: "http://h/", reason: `\u001b[2J${steering}\n\u2028` };
    const line = toPlainJson(event);
    expect(line).toMatch(/^[ -~]*$/);
    expect(JSON.parse(line)).toEqual(event);
  });

  test("nor does a second line where there should be one", () => {
    expect(toPlainText("a\nb\u0085c")).toBe("a\\u000ab\\u0085c");
    expect(toPlainLines("a\nb\u001bc")).toBe("a\nb\\u001bc");
    expect(toPlainText("résumé 映画 👩‍💻")).toBe("résumé 映画 👩‍💻");
  });
});

test.each([
  ["http://anna:secret@h/x", "http://h/x"],
  ["http://anna:s@cret@h/x", "http://h/x"],
  ["at redis://:secret@h:6379: no", "at redis://h:6379: no"],
  ["http://token@h and http://b:c@i", "http://h and http://i"],
  ["http://h/@anna?b=c@d", "http://h/@anna?b=c@d"],
  ["mail anna@example.org", "mail anna@example.org"],
])("the login of %s is hidden", (text, shown) => {
  expect(hideLogins(text)).toBe(shown);
});

function redirectTo(location: string, ...lines: string[]): Answer {
  const head = ["HTTP/1.1 302 Found", `Location: ${location}`, "Content-Length: 0", ...lines];
  return () => ({ head });
}

describe("cookies", () => {
  test("that are set on the way are sent to the same server from then on", async () => {
    const { files, requests } = await downloadFrom(
      ({ path, headers, ...request }) => {
        if (path === "/file.bin" && !headers.cookie?.includes("ticket=7")) {
          return redirectTo("/gate")({ path, headers, ...request });
        }
        const cookies = [
          "Set-Cookie: ticket=7; Path=/; HttpOnly",
          "Set-Cookie: other=1; Path=/gate",
        ];
        if (path === "/gate")
          return redirectTo("/file.bin", ...cookies)({ path, headers, ...request });
        return { ...whole, head: ["HTTP/1.1 200 OK", "Content-Length: 100"] };
      },
      "/file.bin",
      { headers: { cookie: "mine=1" } },
    );
    expect(Object.keys(files)).toEqual(["file.bin"]);
    expect(requests.map(({ path, headers }) => `${path} ${headers.cookie}`)).toEqual([
      "/file.bin mine=1",
      "/gate mine=1",
      "/file.bin mine=1; ticket=7",
    ]);
  });

  test("do not go to another origin, not even to another port", async () => {
    const other = await startRawServer(() => whole);
    const { requests } = await downloadFrom(
      redirectTo(`${other.origin}/file.bin`, "Set-Cookie: ticket=7; Path=/; Domain=127.0.0.1"),
    );
    await other.close();
    expect(requests).toHaveLength(1);
    expect(other.requests.map(({ headers }) => headers.cookie)).toEqual([undefined]);
  });

  test("end, are replaced, and are for their path", () => {
    const cookies = new Cookies();
    const place = new URL("http://h/a/b");
    const set = (...lines: string[]) => cookies.add(place, lines.join("\n"), 0);
    const choose = (path: string) => cookies.choose(new URL(path, place));
    set("a=1; path=/", "b=2", "c=3; Path=/c", "nonsense", "=4");
    expect(choose("/a/x")).toBe("a=1; b=2");
    expect(choose("/ab")).toBe("a=1");
    expect(choose("/c")).toBe("a=1; c=3");
    set("a=5; Path=/", "b=; Max-Age=0");
    expect(choose("/a/x")).toBe("a=5");
    set("a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    expect(choose("/a/x")).toBeUndefined();
    expect(cookies.choose(new URL("https://h/c"))).toBeUndefined();
  });
});

test.each([
  ["whose clock is half an hour ahead", "Thu, 01 Jan 2026 00:30:00 GMT"],
  ["that does not say how late it is", undefined],
])("a date to come back at is read by the clock of the server %s", (_, date) => {
  const atMs = Date.UTC(2026, 0, 1);
  const later = new Date((date === undefined ? atMs : Date.parse(date)) + 7_000).toUTCString();
  const headers = { date, "retry-after": later };
  const error = rejectStatus({ status: 503, headers, url: "http://h/", atMs });
  expect(error.retryAfterMs).toBe(7_000);
});
