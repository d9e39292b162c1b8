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

/** What a server or a proxy has said that it will say again. */
function explainRefusal({ name, message }: Error): string | undefined {
  const [, status] = /^Proxy response \((4\d\d)\)/.exec(message) ?? [];
  if (status === "407") return "the proxy asks for a login (status 407)";
  if (status !== undefined) return `the proxy does not let us through (status ${status})`;
  if (name === "HTTPParserError") return `what the server says cannot be read: ${message}`;
  return undefined;
}

/** Never throws; an error of ours stays as it is. */
export function explainFailure(error: unknown): unknown {
  if (error instanceof DownloadError || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const refusal = explainRefusal(error);
  if (refusal) return new DownloadError("refused", refusal, { cause: error });
  // Reasons of an abort are whatever the caller chose.
  if (code === undefined && !/fetch|socket|terminated/i.test(error.message)) return error;
  const why = hopeless[code ?? ""];
  if (why) return new DownloadError("refused", `${why} (${error.message})`, { cause: error });
  return new DownloadError("transient", `the connection failed: ${error.message}`, {
    cause: error,
  });
}
