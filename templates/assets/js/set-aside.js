/** Keeps copies of damaged libraries in the browser's storage, so that nothing in them is lost. */

/** Suffix of the first copy; others end in -2, -3 … */
const NAME = ":damaged";

/** Returns {keep, oldest} for the library that is stored under `key`. */
export function connectSetAside(key) {
  const nameOf = (number) => `${key}${NAME}${number > 1 ? `-${number}` : ""}`;

  /** The numbers of the copies, oldest first. */
  function numbers() {
    try {
      const found = Object.keys(localStorage).filter((name) => name.startsWith(nameOf(1)));
      return found.map((name) => Number(name.slice(nameOf(1).length + 1) || 1)).filter((number) => localStorage.getItem(nameOf(number)) !== null).sort((a, b) => a - b);
    } catch {
      return [];
    }
  }

  function store(name, text) {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  }

  /**
   * Stores a copy of a damaged library, and replaces the library with `rest`, its readable part (null for nothing).
   * Returns whether that worked; if not, nothing is changed.
   */
  function keep(text, rest) {
    const all = numbers();
    const isKept = all.some((number) => localStorage.getItem(nameOf(number)) === text);
    const name = isKept ? null : nameOf((all.at(-1) ?? 0) + 1);
    try {
      // removing first makes room for the copy
      if (!rest) localStorage.removeItem(key);
      if (name) localStorage.setItem(name, text);
      store(key, rest);
      return true;
    } catch {
      if (name) localStorage.removeItem(name);
      localStorage.setItem(key, text);
      return false;
    }
  }

  /** Returns the oldest copy as {text, number, discard}, with the number of copies; null if there is none. */
  function oldest(onChange) {
    const [first, ...others] = numbers().map(nameOf);
    if (!first) return null;
    const discard = () => {
      localStorage.removeItem(first);
      onChange();
    };
    return { text: localStorage.getItem(first), number: 1 + others.length, discard };
  }

  return { keep, oldest };
}
