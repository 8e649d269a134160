/**
 * The words of the interface in the language of the page: t("Save"), nt("%(count)s paper", "%(count)s papers", 3).
 *
 * Only lists that are not in plain English have a file with messages; pages of such lists name it. Messages must be
 * literals: `make messages` finds them.
 */

const file = globalThis.document?.getElementById("rl-messages")?.href;
// if the file cannot be loaded, the page works in English
const messages = file ? await fetch(file).then((answer) => answer.json(), () => ({})) : {};
// digits as in the rest of the page
const locale = `${globalThis.document?.documentElement.lang || "en"}-u-nu-latn`;
const plurals = new Intl.PluralRules(locale);

const fill = (text, values) => text.replace(/%(?:%|\((\w+)\)s)/g, (_, name) => (name ? values[name] : "%"));

/** Returns a number as the language writes it: "1,204". */
export const formatNumber = (number) => number.toLocaleString(locale);

/** Returns words as the language lists them: "a, b, and c". */
export const listWords = (words, type = "conjunction") => new Intl.ListFormat(locale, { type }).format(words);

/** Returns a message filled with values: t("Select: %(title)s", { title }). */
export const t = (message, values = {}) => fill(messages[message] ?? message, values);

/** Returns the form of a message for a number; %(count)s is the number unless given. */
export function nt(singular, plural, number, values = {}) {
  const forms = messages[singular];
  const form = forms ? (forms[plurals.select(number)] ?? forms.other) : number === 1 ? singular : plural;
  return fill(form, { count: formatNumber(number), ...values });
}
