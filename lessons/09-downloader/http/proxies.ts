// Which proxy a request goes through, if any: by its scheme, and by the hosts that want none.

import { BlockList, isIP } from "node:net";

export interface ProxyServer {
  /** Such as `http://proxy.example.org:3128`. */
  origin: string;
  /** The value of a `ProxyServer-Authorization`; undefined for none. */
  authorization: string | undefined;
}

export interface Proxies {
  /** For `http:`; it is asked by the whole URL. */
  http?: ProxyServer | undefined;
  /** For `https:`; it is asked to connect us, and sees no more than that. */
  https?: ProxyServer | undefined;
  /**
   * Hosts that are asked directly: `example.org`, which goes for `www.example.org` too, as does
   * `.example.org`; addresses and networks such as `::1` and `10.0.0.0/8`; each with a port or
   * without; `*` for all.
   */
  exempt: readonly string[];
}

export function chooseProxy(place: URL, { http, https, exempt }: Proxies): ProxyServer | undefined {
  if (exempt.some((entry) => isMeant(place, entry))) return undefined;
  return place.protocol === "https:" ? https : http;
}

function isMeant({ hostname, port, protocol }: URL, entry: string): boolean {
  if (entry === "*") return true;
  const { name, port: wanted } = splitPort(entry.toLowerCase());
  const ownPort = port || (protocol === "https:" ? "443" : "80");
  if (wanted !== undefined && wanted !== ownPort) return false;
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  return isIP(host) ? isWithin(host, name) : isSameOrBelow(host, name);
}

/** Of `example.org:80`, `[::1]:80` and `::1`, which has none. */
function splitPort(entry: string): { name: string; port: string | undefined } {
  const [, name = entry, port] =
    /^\[(.+)\](?::(\d+))?$/.exec(entry) ?? /^([^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  return { name, port };
}

/** @param network an address, or a network such as `10.0.0.0/8` */
function isWithin(address: string, network: string): boolean {
  const [start = "", bits] = network.split("/");
  const width = { 0: 0, 4: 32, 6: 128 }[isIP(start)] ?? 0;
  const prefix = bits === undefined ? width : Number(bits);
  if (width === 0 || !(prefix >= 0 && prefix <= width)) return false;
  const list = new BlockList();
  list.addSubnet(start, prefix, toFamily(start));
  return list.check(address, toFamily(address));
}

function toFamily(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

function isSameOrBelow(host: string, entry: string): boolean {
  const name = entry.replace(/^\*?\.|\.$/g, "");
  return name !== "" && (host === name || host.endsWith(`.${name}`));
}
