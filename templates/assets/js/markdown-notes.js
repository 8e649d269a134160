/** The library as Markdown, for Obsidian, Logseq and similar programs: a file for each paper, in an archive. */

import { paperAddress } from "./addresses.js";
import { exportSelection } from "./export.js";
import { escapeMarkdown, whole } from "./saving.js";
import { t } from "./translation.js";
import { makeZip } from "./zip.js";

const LONGEST_NAME = 100;
// names that Windows does not allow, whatever follows the dot
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
// characters that YAML does not allow in a file, except those that JSON escapes
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

const escapeCharacter = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
/** A value as YAML, which JSON is, except for some characters. */
const toYaml = (value) => JSON.stringify(typeof value === "string" ? whole(value) : value).replace(UNPRINTABLE, escapeCharacter);
const toYamlList = (values) => `[${values.map(toYaml).join(", ")}]`;
/** A tag as Obsidian and Logseq know it: without spaces. */
const toTag = (text) => text.trim().replace(/[^\p{L}\p{N}/_-]+/gu, "-").replace(/^-+|-+$/g, "");

const nameAuthor = ({ literal, given, family, "non-dropping-particle": particle, suffix }) => literal ?? [given, particle, family, suffix].filter(Boolean).join(" ");

function link([, label, url]) {
  return /^https?:\/\//.test(url) && URL.canParse(url) ? { label, url: new URL(url).href.replace(/[()]/g, encodeURIComponent) } : null;
}

/** The front matter of a paper: what the programs show as its properties. */
function describe({ slug, entry, hit, reference, title, links }, topics) {
  const status = { later: "to read", read: "read" }[entry.state];
  const tags = [...(hit?.topics ?? []), ...(hit?.tags ?? [])].map(toTag).filter(Boolean);
  const fields = {
    title: toYaml(title),
    aliases: toYamlList([title]),
    authors: reference?.author?.length && toYamlList(reference.author.map(nameAuthor)),
    year: reference?.issued?.["date-parts"]?.[0]?.[0] ?? hit?.year,
    venue: hit?.venue && toYaml(hit.venue),
    topics: hit?.topics.length && toYamlList(hit.topics.map((topic) => topics.get(topic)?.label ?? topic)),
    tags: tags.length && toYamlList([...new Set(tags)]),
    folders: entry.folders.length && toYamlList(entry.folders),
    status: status && toYaml(status),
    starred: entry.star && "true",
    citekey: reference?.id && toYaml(reference.id),
    doi: reference?.DOI && toYaml(reference.DOI),
    url: hit && toYaml(paperAddress(slug)),
    links: links.length && toYamlList(links.map(({ url }) => url)),
  };
  const lines = Object.entries(fields).filter(([, value]) => value);
  return ["---", ...lines.map(([name, value]) => `${name}: ${value}`), "---"].join("\n");
}

function writeNote(paper, topics) {
  const { entry, hit, title, links, slug } = paper;
  const named = hit ? [...links, { label: t("Page on this site"), url: paperAddress(slug) }] : [];
  const parts = [
    describe(paper, topics),
    `# ${escapeMarkdown(title)}`,
    hit?.tldr && `> ${escapeMarkdown(hit.tldr)}`,
    named.map(({ label, url }) => `[${escapeMarkdown(label)}](${url})`).join(" · "),
    entry.note && `## ${t("Notes")}\n\n${whole(entry.note)}`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** Gives each slug a file name that every system allows. */
function nameFiles(slugs) {
  const taken = new Set();
  return slugs.map((slug) => {
    const start = slug.slice(0, LONGEST_NAME);
    let name = RESERVED.test(start) ? `${start}-1` : start;
    for (let number = 2; taken.has(name); number++) name = `${start}-${number}`;
    taken.add(name);
    return `${name}.md`;
  });
}

/**
 * Promises the archive of papers {slug, entry, hit, title} as a Blob; `topics` maps ids to {label}. Rejects with a
 * LoadError if the citations cannot be fetched.
 */
export async function makeNotes(papers, topics) {
  const references = new Map();
  const listed = papers.filter(({ hit }) => hit).sort((a, b) => (a.hit.slug < b.hit.slug ? -1 : 1));
  if (listed.length) {
    const { text, missing } = await exportSelection(listed.map(({ hit }) => hit.slug), "json");
    const found = [...new Set(listed.map(({ hit }) => hit.slug))].filter((slug) => !missing.includes(slug));
    JSON.parse(text).forEach((reference, number) => references.set(found[number], reference));
  }
  const names = nameFiles(papers.map(({ slug }) => slug));
  return makeZip(
    papers.map((paper, number) => {
      const links = (paper.hit?.more?.[3] ?? []).map(link).filter(Boolean);
      return { name: names[number], text: writeNote({ ...paper, slug: paper.hit?.slug ?? paper.slug, reference: references.get(paper.hit?.slug), links }, topics) };
    }),
  );
}
