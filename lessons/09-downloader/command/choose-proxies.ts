// The proxies that the command line names, or else the environment: read as curl reads them.

import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { writeLogin } from "#lesson/09-downloader/http/login.ts";
import type { Proxies, ProxyServer } from "#lesson/09-downloader/http/proxies.ts";

/**
 * @param option what was given as `--proxy`, for everything; `none` for no proxy at all
 * @param environment with `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`
 * @throws UsageError for what is no proxy
 */
export function chooseProxies(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Proxies {
  if (option === "none") return { exempt: ["*"] };
  if (option !== undefined) {
    const proxy = readProxy("--proxy", option);
    return { http: proxy, https: proxy, exempt: [] };
  }
  const exempt = (find("no_proxy")?.text ?? "").split(/[\s,]+/).filter((entry) => entry !== "");
  if (exempt.includes("*")) return { exempt };
  return { http: read("http_proxy"), https: read("https_proxy"), exempt };

  function read(name: string): ProxyServer | undefined {
    const found = find(name) ?? find("all_proxy");
    return found && readProxy(found.name, found.text);
  }

  /** Lower case comes first. An empty one is none. */
  function find(lower: string): { name: string; text: string } | undefined {
    for (const name of [lower, lower.toUpperCase()]) {
      const text = environment[name];
      if (text) return { name, text };
    }
    return undefined;
  }
}

/**
 * Of `http://anna:secret@proxy.example.org:3128`; the scheme may be missing, and a login may have
 * whatever characters, as they are or with `%`.
 */
function readProxy(name: string, text: string): ProxyServer {
  const [, scheme = "http", login, place = ""] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?(?:(.*)@)?([^@/?#\s]+)\/?$/is.exec(text.trim()) ?? [];
  const url = `${scheme}://${place}`;
  if (!/^https?$/i.test(scheme) || !URL.canParse(url)) {
    // What stands before it may be a password.
    const got = text.slice(text.lastIndexOf("@") + 1);
    throw new UsageError(
      `Expected a proxy such as http://127.0.0.1:3128 in ${name}, got “${got}”.`,
    );
  }
  const [user = "", ...rest] = login?.split(":") ?? [];
  return { origin: new URL(url).origin, authorization: writeLogin(user, rest.join(":")) };
}
