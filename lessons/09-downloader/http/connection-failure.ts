// What the network's errors mean for us: a lost connection may come back, a wrong certificate will not.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";

const hopeless: Record<string, string> = {
  ENOTFOUND: "there is no server of that name",
  ERR_INVALID_URL: "that is no URL",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another server",
  CERT_HAS_EXPIRED: "the certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "nobody we trust has signed the certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "nobody we trust has signed the certificate",
  UND_ERR_INVALID_ARG: "the request cannot be sent",
};

/** A proxy could not be reached, so that no server was asked. */
export class ProxyFailure extends Error {
  readonly code: string | undefined;
  /** Such as `http://proxy.example.org:3128`; it has no login. */
  readonly origin: string;

  constructor(origin: string, cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.origin = origin;
  }
}

/** What a server or a proxy has said that it will say again. */
function explainRefusal(error: NodeJS.ErrnoException, hasHead: boolean): string | undefined {
  const { name, message, code } = error;
  const [, status] = /^Proxy response \((4\d\d)\)/.exec(message) ?? [];
  if (status === "407") return "the proxy asks for a login (status 407)";
  if (status !== undefined) return `the proxy does not let us through (status ${status})`;
  if (name === "HTTPParserError") return `what the server says cannot be read: ${message}`;
  // A length that does not fit before there is a body: undici's word for a head that makes no sense.
  const isAboutLength = code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";
  if (isAboutLength && !hasHead) return "what the server says cannot be read";
  return undefined;
}

/**
 * Never throws; an error of ours stays as it is.
 *
 * @param hasHead whether the headers of the reply had come
 */
export function explainFailure(error: unknown, hasHead: boolean): unknown {
  if (error instanceof DownloadError || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const refusal = explainRefusal(error, hasHead);
  if (refusal) return new DownloadError("refused", refusal, { cause: error });
  // Reasons of an abort are whatever the caller chose.
  if (code === undefined && !/fetch|socket|terminated/i.test(error.message)) return error;
  const what = error instanceof ProxyFailure ? `the connection to the proxy ${error.origin}` : "";
  const why = hopeless[code ?? ""];
  if (why) {
    const reason = what === "" ? why : `${what} failed: ${why}`;
    return new DownloadError("refused", `${reason} (${error.message})`, { cause: error });
  }
  return new DownloadError("transient", `${what || "the connection"} failed: ${error.message}`, {
    cause: error,
  });
}
