// The connections that requests go over: directly, or through a proxy.

import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from "undici";

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
  if (proxy !== undefined) return new ProxyAgent({ ...options, uri: proxy });
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = process.env;
  const isProxied = http_proxy ?? HTTP_PROXY ?? https_proxy ?? HTTPS_PROXY;
  return isProxied ? new EnvHttpProxyAgent(options) : new Agent(options);
}
