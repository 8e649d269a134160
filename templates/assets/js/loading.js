/** Fetching, with network failures told apart from errors in the site's own code. */

import { t } from "./translation.js";

/** The network or the server failed. Anything else that is thrown is an error in the site. */
export class LoadError extends Error {
  name = "LoadError";
}

/** `fetch` with the whole body read; throws a LoadError for a network failure or an error status (its `status`). */
export async function load(url, init) {
  let response;
  let body;
  try {
    response = await fetch(url, init);
    body = await response.arrayBuffer();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new LoadError(`Could not fetch ${url}`, { cause: error });
  }
  const { ok, status, headers } = response;
  if (!ok) throw Object.assign(new LoadError(`The server answered ${status} for ${url}`), { status });
  return new Response(body, { status, headers });
}

/** Passes on the result of an `import()`, which rejects with a TypeError when a file cannot be fetched. */
export async function loadModule(imported) {
  try {
    return await imported;
  } catch (error) {
    if (error instanceof TypeError) throw new LoadError("Could not fetch a script", { cause: error });
    throw error;
  }
}

/**
 * Logs an error and returns the message for the reader: `failure` ("The papers could not be loaded.") and
 * `advice` after a network failure, and otherwise that the site itself is at fault.
 */
export function reportError(error, failure, advice = t("Check your connection and try again.")) {
  console.error(error);
  return error instanceof LoadError ? `${failure} ${advice}` : t("Something went wrong. This is an error in the site, not in your connection.");
}
