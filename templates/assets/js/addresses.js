/** URLs of the site's pages. */

/** The home page. */
export const ROOT = new URL("../../", import.meta.url);

/** The URL of a page, from its path below the home page. */
export const address = (path) => new URL(path, ROOT).href;
/** The URL of a paper's page. */
export const paperAddress = (slug) => address(`papers/${slug}/`);
