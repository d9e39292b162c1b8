// One name for each page: the same URL can be written in many ways.

/**
 * Without what makes no difference: the fragment, a default port, the case of scheme and host, `.`
 * and `..`, a login. What a server may tell apart stays: `/a` and `/a/`, `%7e` and `~`, the order of a query.
 *
 * @param base what a relative URL is relative to
 * @returns undefined for what is no page of the web, such as `mailto:`
 */
export function normalizeUrl(url: string, base?: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined;
  const place = new URL(url, base);
  if (!/^https?:$/.test(place.protocol)) return undefined;
  place.hash = "";
  place.username = "";
  place.password = "";
  return place.href;
}
