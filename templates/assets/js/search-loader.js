/** Loads the search engine and its index when they are first needed. */

import { ROOT } from "./addresses.js";
import { load, loadModule } from "./loading.js";

let engine = null;

/** Opens the search engine once; after a failure the next call tries again. Rejects with a LoadError offline. */
export function openEngine() {
  if (!engine) {
    engine = loadModule(import("./search-engine.js")).then(({ openIndex }) => openIndex(new URL("assets/search/", ROOT), load));
    engine.catch(() => {
      engine = null;
    });
  }
  return engine;
}
