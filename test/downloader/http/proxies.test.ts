// Proxies: which one, how it is asked, and who never asks one.

import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { chooseProxies } from "#lesson/09-downloader/command/choose-proxies.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { explainFailure, ProxyFailure } from "#lesson/09-downloader/http/connection-failure.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { createClient } from "#lesson/09-downloader/http/http-client.ts";
import { chooseProxy } from "#lesson/09-downloader/http/proxies.ts";
import { playScenario } from "#lesson/09-downloader/play/play-scenario.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";
import { download } from "#solution/09-downloader/download.ts";
import { Checker } from "#workbook/checker/checker.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { startRawServer } from "./raw-server.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");
const origin = "http://proxy.example.org:3128";
const basic = (login: string): string => `Basic ${Buffer.from(login).toString("base64")}`;

describe("a proxy of the environment", () => {
  test.each([
    ["http://proxy.example.org:3128", undefined],
    ["http://proxy.example.org:3128/", undefined],
    ["proxy.example.org:3128", undefined],
    ["anna:secret@proxy.example.org:3128", basic("anna:secret")],
    ["http://anna@proxy.example.org:3128", basic("anna:")],
    ["http://anna:50%@proxy.example.org:3128", basic("anna:50%")],
    ["http://anna:50%25%40@proxy.example.org:3128", basic("anna:50%@")],
    ["http://anna:p@s#s:w/?@proxy.example.org:3128", basic("anna:p@s#s:w/?")],
  ])("may be written as %s", (text, authorization) => {
    const { http, https } = chooseProxies(undefined, { http_proxy: text });
    expect(http).toEqual({ origin, authorization });
    expect(https).toBeUndefined();
  });

  test("is that of the scheme, or else the one for all; lower case comes first", () => {
    const choose = (environment: Record<string, string>) => {
      const { http, https } = chooseProxies(undefined, environment);
      return [http?.origin, https?.origin];
    };
    const [a, b, c] = ["http://a", "http://b", "http://c"];
    expect(choose({})).toEqual([undefined, undefined]);
    expect(choose({ http_proxy: a, HTTP_PROXY: b, HTTPS_PROXY: c })).toEqual([a, c]);
    expect(choose({ http_proxy: "", all_proxy: a })).toEqual([a, a]);
    expect(choose({ https_proxy: b, ALL_PROXY: a })).toEqual([a, b]);
    expect(choose({ http_proxy: a, https_proxy: a, all_proxy: "socks5://b" })).toEqual([a, a]);
  });

  test("gives way to --proxy, which is for every host, and may be none", () => {
    const environment = { http_proxy: "http://a", no_proxy: "example.org" };
    const { http, https, exempt } = chooseProxies(origin, environment);
    expect([http?.origin, https?.origin, exempt]).toEqual([origin, origin, []]);
    const none = chooseProxies("none", environment);
    expect(chooseProxy(new URL("http://example.net/"), none)).toBeUndefined();
  });

  test.each([
    "socks5://127.0.0.1:1080",
    "ftp://127.0.0.1",
    "http://",
    "host:port",
    "http://anna:secret@host:port",
    "anna:secret@",
  ])("that is none is told in one sentence, without its password: %s", (text) => {
    const choose = () => chooseProxies(undefined, { http_proxy: text });
    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(/^Expected a proxy such as \S+ in http_proxy, got “[^”]*”\.$/);
    expect(choose).not.toThrow("secret");
  });
});

describe("no_proxy", () => {
  const isAsked = (url: string, text: string): boolean => {
    const proxies = chooseProxies(undefined, { all_proxy: origin, no_proxy: text });
    return chooseProxy(new URL(url), proxies) !== undefined;
  };

  test.each([
    ["*", "http://example.org/"],
    ["a.example, *", "https://example.org/"],
    ["example.org", "http://example.org/"],
    ["example.org", "http://www.example.org:8080/"],
    ["EXAMPLE.ORG.", "http://www.example.org./"],
    [".example.org", "http://example.org/"],
    ["*.example.org", "http://www.example.org/"],
    ["a.example example.org", "http://example.org/"],
    ["example.org:80", "http://example.org/"],
    ["example.org:443", "https://example.org/"],
    ["127.0.0.1", "http://127.0.0.1:8080/"],
    ["127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["10.0.0.0/8", "http://10.1.2.3/"],
    ["::1", "http://[::1]:8080/"],
    ["[::1]", "http://[::1]:8080/"],
    ["[::1]:8080", "http://[::1]:8080/"],
    ["0:0:0:0:0:0:0:1", "http://[::1]/"],
    ["fd00::/8", "http://[fd12::1]/"],
  ])("of %s exempts %s", (text, url) => {
    expect(isAsked(url, text)).toBe(false);
  });

  test.each([
    ["", "http://example.org/"],
    ["example.org", "http://badexample.org/"],
    ["www.example.org", "http://example.org/"],
    ["example.org:8080", "http://example.org/"],
    ["10.0.0.0/8", "http://11.1.2.3/"],
    ["10.0.0.0/99", "http://10.1.2.3/"],
    ["10.0.0.1", "http://10.0.0.10/"],
    ["[::1]:80", "http://[::1]:8080/"],
    ["::2", "http://[::1]/"],
    [".", "http://example.org/"],
  ])("of %j does not exempt %s", (text, url) => {
    expect(isAsked(url, text)).toBe(true);
  });
});

describe("on the wire", () => {
  /** As Squid is set up by default: no tunnels but to port 443. Returns what it was asked. */
  async function askThrough(
    url: string,
    login = "",
  ): Promise<{ lines: string[]; outcome: string }> {
    const lines: string[] = [];
    const proxy = createServer((request, response) => {
      const { method, url, headers } = request;
      lines.push(`${method} ${url} of ${headers.host}, ${headers["proxy-authorization"]}`);
      response.writeHead(200, { "content-length": 0 }).end();
    }).on("connect", ({ method, url }, socket) => {
      lines.push(`${method} ${url}`);
      socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    const place = `${login}127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const proxies = chooseProxies(undefined, { all_proxy: place });
    const timeoutMs = 30_000;
    const dispatcher = openConnections({ connections: 1, timeoutMs, proxies });
    const clock = createScriptedClock();
    const client = createClient({ dispatcher, clock, timeoutMs, url, headers: {} });
    const outcome = await client.send({ method: "GET", url }).then(
      ({ status }) => `status ${status}`,
      (error: unknown) => String(error),
    );
    client.close();
    await dispatcher.destroy();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    return { lines, outcome };
  }

  test("it is asked for the whole URL of what anybody may see", async () => {
    const { lines, outcome } = await askThrough("http://example.org:8080/x?y", "anna:50%@");
    expect(lines).toEqual([
      `GET http://example.org:8080/x?y of example.org:8080, ${basic("anna:50%")}`,
    ]);
    expect(outcome).toBe("status 200");
  });

  test("it is asked to connect us where there is TLS, and its refusal is final", async () => {
    const { lines, outcome } = await askThrough("https://example.org/x");
    expect(lines).toEqual(["CONNECT example.org:443"]);
    expect(outcome).toBe("DownloadError: the proxy does not let us through (status 403)");
  });
});

describe("a proxy that cannot be reached", () => {
  test.each(["http", "https"])("is named, without its login: %s", async (scheme) => {
    const proxies = chooseProxies("http://anna:secret@127.0.0.1:9", {});
    const timeoutMs = 1_000;
    const dispatcher = openConnections({ connections: 1, timeoutMs, proxies });
    const url = `${scheme}://example.org/x`;
    const clock = createScriptedClock();
    const client = createClient({ dispatcher, clock, timeoutMs, url, headers: {} });
    await expect(client.send({ method: "GET", url })).rejects.toMatchObject({
      kind: "transient",
      message:
        "the connection to the proxy http://127.0.0.1:9 failed: connect ECONNREFUSED 127.0.0.1:9",
    });
    client.close();
    await dispatcher.destroy();
  });

  test("is not taken for the server, if there is none of its name", () => {
    const cause = Object.assign(new Error("getaddrinfo ENOTFOUND foo"), { code: "ENOTFOUND" });
    expect(explainFailure(new ProxyFailure("http://foo", cause), false)).toMatchObject({
      kind: "refused",
      message:
        "the connection to the proxy http://foo failed: there is no server of that name (getaddrinfo ENOTFOUND foo)",
    });
  });
});

describe("with a proxy in the environment that is not there", () => {
  beforeEach(() => {
    for (const name of ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"]) {
      vi.stubEnv(name, "http://127.0.0.1:9");
    }
    vi.stubEnv("no_proxy", "");
  });
  afterEach(() => void vi.unstubAllEnvs());

  test("our solutions pass their checks", async () => {
    const course = await loadCourse(root);
    const exercises = course.lessons.flatMap(({ exercises }) => exercises);
    const checker = new Checker(course);
    for (const name of ["probe", "download"]) {
      const exercise = exercises.find(({ id }) => id === `09-downloader/${name}`);
      if (!exercise) throw new Error(`there is no exercise ${name}`);
      const { sentence, passed } = await checker.check(exercise, exercise.solutionFile);
      expect(sentence).toMatch(/^All \d+ tests held/);
      expect(passed).toBe(true);
    }
    await checker.close();
  });

  test("servers on this machine are asked directly: scenarios are played as ever", async () => {
    const scenario = scenarios.find(({ name }) => name === "resume");
    expect(scenario && (await playScenario(scenario, download))).toEqual([]);
    const server = await startRawServer(() => ({ head: ["HTTP/1.1 404 No", "Content-Length: 0"] }));
    await expect(download(`${server.origin}/x`)).rejects.toMatchObject({ kind: "refused" });
    expect(server.log).toEqual(["GET /x 0-0"]);
    await server.close();
  });
});
