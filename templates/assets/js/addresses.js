/** URLs of the site's pages, and the one in the address bar. */

/** The home page. */
export const ROOT = new URL("../../", import.meta.url);

/** The URL of a page, from its path below the home page. */
export const address = (path) => new URL(path, ROOT).href;
/** The URL of a paper's page. */
export const paperAddress = (slug) => address(`papers/${slug}/`);

/** Calls history.pushState or replaceState. Safari throws after 100 calls in a short time. */
export function remember(method, saved, address) {
  try {
    history[method](saved, "", address);
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
  }
}
