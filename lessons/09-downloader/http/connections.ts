// The connections that requests go over: directly, or through a proxy.

import { createRequire } from "node:module";
import type { Dispatcher } from "undici";

type Undici = typeof import("undici");

const require = createRequire(import.meta.url);

export interface ConnectionOptions {
  /** To one server. */
  connections: number;
  timeoutMs: number;
  /** By default, what the environment says: `http_proxy`, `https_proxy`, `no_proxy`. */
  proxy?: string | undefined;
}

/** undici waits as long as we do: how long a server may be silent is ours to say. */
export function openConnections({ connections, timeoutMs, proxy }: ConnectionOptions): Dispatcher {
  const options = {
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs },
  };
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = process.env;
  if (proxy ?? http_proxy ?? HTTP_PROXY ?? https_proxy ?? HTTPS_PROXY) {
    const { EnvHttpProxyAgent, ProxyAgent }: Undici = require("undici");
    if (proxy === undefined) return new EnvHttpProxyAgent(options);
    return new ProxyAgent({ ...options, uri: proxy });
  }
  // All of undici takes five times as long to load, and 9 MiB more; this is all that we need of it.
  const Agent: Undici["Agent"] = require("undici/lib/dispatcher/agent.js");
  return new Agent(options);
}
