// The connections that requests go over: directly, or through a proxy.

import { createRequire } from "node:module";
import type { buildConnector, Dispatcher } from "undici";
import { ProxyFailure } from "#lesson/09-downloader/http/connection-failure.ts";
import { forgiveForm, type LenientOptions } from "#lesson/09-downloader/http/lenient-reply.ts";
import { chooseProxy, type Proxies, type ProxyServer } from "#lesson/09-downloader/http/proxies.ts";
import { connectWithSlabs } from "#lesson/09-downloader/http/read-buffers.ts";

type Undici = typeof import("undici");
type PoolOptions = LenientOptions & { connections: number };

const require = createRequire(import.meta.url);

export interface ConnectionOptions {
  /** To one server. */
  connections: number;
  timeoutMs: number;
  /** By default, none: they are for the user who gives a command. */
  proxies?: Proxies | undefined;
}

/** undici waits as long as we do: how long a server may be silent is ours to say. */
export function openConnections({
  connections,
  timeoutMs,
  proxies,
}: ConnectionOptions): Dispatcher {
  const options: PoolOptions = {
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 2 ** 18,
    connect: { timeout: timeoutMs },
  };
  const odd = new Set<string>();
  // All of undici takes five times as long to load, and 9 MiB more; this is all that we need of it.
  const Agent: Undici["Agent"] = require("undici/lib/dispatcher/agent.js");
  return new Agent({ ...options, factory: (origin) => connectTo(new URL(origin)) });

  function connectTo(place: URL): Dispatcher {
    const proxy = proxies && chooseProxy(place, proxies);
    if (proxy && place.protocol === "https:") return openTunnels(proxy, options);
    const { origin } = proxy ?? place;
    const Pool: Undici["Pool"] = require("undici/lib/dispatcher/pool.js");
    const connectAsUsual = connectWithSlabs(options.connect);
    const connect = proxy ? nameProxy(proxy, connectAsUsual) : connectAsUsual;
    const pool = new Pool(origin, { ...options, connect }).compose(
      forgiveForm(origin, options, odd),
    );
    return proxy ? pool.compose(askForWholeUrl(proxy)) : pool;
  }
}

/** As proxies want to be asked for what anybody may see: `GET http://example.org/ HTTP/1.1`. */
function askForWholeUrl({
  origin,
  authorization,
}: ProxyServer): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (request, handler) => {
    const { host } = new URL(String(request.origin));
    const login = authorization === undefined ? {} : { "proxy-authorization": authorization };
    const headers = { host, ...request.headers, ...login };
    return dispatch(
      { ...request, origin, path: `${request.origin}${request.path}`, headers },
      handler,
    );
  };
}

/** What stands in the way is then that of a proxy, and not of the server that was asked for. */
function nameProxy(
  { origin }: Pick<ProxyServer, "origin">,
  connect: buildConnector.connector,
): buildConnector.connector {
  return (place, callback) =>
    connect(place, (...[error, socket]) => {
      if (error) callback(new ProxyFailure(origin, error), null);
      else callback(null, socket);
    });
}

function openTunnels(
  { origin, authorization }: ProxyServer,
  { connect, ...options }: PoolOptions,
): Dispatcher {
  const { ProxyAgent, Pool }: Undici = require("undici");
  return new ProxyAgent({
    ...options,
    uri: origin,
    clientFactory: (place, given) => {
      const { connect } = given as { connect: buildConnector.connector };
      return new Pool(place, { connect: nameProxy({ origin }, connect) });
    },
    requestTls: connect,
    proxyTls: connect,
    ...(authorization === undefined ? {} : { token: authorization }),
  });
}
