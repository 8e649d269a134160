/** The forms for editing a paper. Each is filled with values that the preview gave, and saves by `save`. */

import { element } from "../assets/js/elements.js";
import { fold, tokenize } from "../assets/js/text.js";
import { compare } from "./editing-comparison.js";

/** Reasons for excluding a paper, each chosen by its number. */
const REASONS = ["Off topic.", "Not a research paper.", "Another version is on the list.", "The full text is not available."];
const MOST_OPTIONS = 8;

/** What was typed but not saved, by paper and field; it survives when the page is loaded again. */
const DRAFTS = "reading-list-draft/";
const draft = (key) => JSON.parse(sessionStorage.getItem(DRAFTS + key));
const keepDraft = (key, value) => sessionStorage.setItem(DRAFTS + key, JSON.stringify(value));

function field(label, input, hint = "") {
  const id = `rl-edit-${input.name}`;
  input.id = id;
  const about = hint ? element("span", { class: "rl-edit__hint", id: `${id}-hint` }, hint) : null;
  if (about) input.setAttribute("aria-describedby", about.id);
  return element("p", { class: "rl-edit__field" }, element("label", { class: "rl-label", for: id }, label), input, about);
}

/** Returns a text as it is, and the texts of a list on a line each. */
const showValue = (value) => (Array.isArray(value) ? value.join("\n") : value);

/** A text field that keeps what was typed until it is saved. */
function textField(paper, name, label, rows, hint) {
  const key = `${paper.slug}/${name}`;
  const area = element("textarea", { class: "rl-input", name, rows });
  area.value = draft(key) ?? showValue(paper.values[name]);
  area.addEventListener("input", () => keepDraft(key, area.value));
  return field(label, area, draft(key) === null ? hint : "Not saved yet.");
}

/**
 * An input that completes what is typed. `find` returns or promises [{value, label, facts}]; `choose` gets the
 * option, and whether Shift was held. Enter without a text submits the form.
 */
function completion(label, hint, find, choose) {
  const list = element("ul", { class: "rl-edit__options", role: "listbox", id: "rl-edit-options", "aria-label": "Matches", hidden: true });
  const input = element("input", { class: "rl-input", name: "complete", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" });
  let options = [];
  let at = 0;
  const show = () => {
    list.replaceChildren(
      ...options.map((option, number) =>
        element("li", { role: "option", id: `rl-edit-option-${number}`, "aria-selected": String(number === at), onpointerdown: (event) => take(event, number) }, option.label, element("span", { class: "rl-edit__facts" }, option.facts)),
      ),
    );
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    if (options.length) input.setAttribute("aria-activedescendant", `rl-edit-option-${at}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (event, number) => {
    event.preventDefault();
    const option = options[number];
    input.value = "";
    options = [];
    show();
    choose(option, event.shiftKey);
  };
  input.addEventListener("input", async () => {
    const text = input.value;
    const found = text.trim() ? await find(text) : [];
    // the answer to an earlier text may come late
    if (text !== input.value) return;
    options = found.slice(0, MOST_OPTIONS);
    at = 0;
    show();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % (options.length || 1);
      show();
    } else if (event.key === "Enter" && options.length) take(event, at);
    else if (event.key === "Enter" && input.value.trim()) event.preventDefault();
  });
  return element("div", { class: "rl-edit__completion" }, field(label, input, hint), list);
}

/** The topics that match what is typed: by title, id or group, those whose title begins with it first. */
function findTopics(topics, chosen, text) {
  const words = tokenize(text);
  const start = fold(text.trim());
  return topics
    .filter(({ id }) => !chosen.includes(id))
    .filter(({ id, title, group }) => words.every((word) => tokenize(`${title} ${id} ${group}`).some((other) => other.startsWith(word))))
    .sort((a, b) => fold(b.title).startsWith(start) - fold(a.title).startsWith(start))
    .map(({ id, title, group }) => ({ value: id, label: title, facts: `${id} · ${group}` }));
}

function topicsForm({ paper, info }) {
  const key = `${paper.slug}/topics`;
  const before = [...paper.values.topics];
  const chosen = draft(key) ?? [...before];
  const list = element("ol", { class: "rl-edit__chips", "aria-label": "Topics, the primary one first" });
  const titles = new Map(info.topics.map(({ id, title }) => [id, title]));
  const change = (...topics) => {
    chosen.splice(0, chosen.length, ...topics);
    keepDraft(key, chosen);
    show();
  };
  const show = () => {
    list.replaceChildren(
      ...chosen.map((id, number) => {
        const others = chosen.filter((other) => other !== id);
        const title = titles.get(id) ?? id;
        const back = (topics) => () => {
          change(...topics);
          form.querySelector("input").focus();
        };
        return element(
          "li",
          { class: "rl-edit__chip" },
          number ? element("button", { type: "button", title: "Make primary", "aria-label": `Make ${title} the primary topic`, onclick: back([id, ...others]) }, "↑") : null,
          title,
          element("button", { type: "button", title: "Remove", "aria-label": `Remove ${title}`, onclick: back(others) }, "×"),
        );
      }),
    );
  };
  const choose = (option, first) => change(...(first ? [option.value, ...chosen] : [...chosen, option.value]));
  const hint = "Enter adds a topic, Shift+Enter makes it the primary one, Backspace removes the last. Enter again saves.";
  const form = completion("Topics", hint, (text) => findTopics(info.topics, chosen, text), choose);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && event.target.name === "complete" && !event.target.value && !event.repeat) change(...chosen.slice(0, -1));
  });
  form.prepend(list);
  show();
  return { parts: [form], read: () => ({ action: "set", changes: { topics: chosen }, before: { topics: before } }) };
}

function textsForm({ paper, info }) {
  const names = ["tldr", "why_read", "who_can_skip", "question", "also_asked"];
  const texts = [
    textField(paper, "tldr", "Summary", 3, "One sentence in your own words."),
    textField(paper, "why_read", "Why read it", 2, "Or, instead:"),
    textField(paper, "who_can_skip", "Who can skip it", 2),
    textField(paper, "question", "Question", 2),
    textField(paper, "also_asked", "Also asked", 3, "Other wordings, one per line, never shown: search finds the paper by them."),
  ];
  const kinds = ["Kind", "Second kind"].map((label, number) => {
    const options = info.kinds.map((kind) => element("option", { value: kind.id }, kind.label));
    const choice = element("select", { class: "rl-select", name: number ? "kind-2" : "kind" }, element("option", { value: "" }, "–"), ...options);
    choice.value = paper.values.kind[number] ?? "";
    return field(label, choice);
  });
  const read = (form) => {
    const found = readTexts(form, paper, names);
    const kind = [form.elements.kind.value, form.elements["kind-2"].value].filter((value, place, all) => value && all.indexOf(value) === place);
    if (String(kind) === String(paper.values.kind)) return found;
    return { ...found, changes: { ...found.changes, kind }, before: { ...found.before, kind: paper.values.kind } };
  };
  return info.kinds.length ? { parts: [...texts, ...kinds], names, read } : { parts: texts, names };
}

function notesForm({ paper }) {
  const parts = [
    textField(paper, "notes", "Notes", 6, "Markdown, shown on the paper’s page."),
    textField(paper, "private_notes", "Private notes", 3, "Never published: only this preview shows them."),
  ];
  return { parts, names: ["notes", "private_notes"] };
}

function excludeForm({ submit }) {
  const input = element("input", { class: "rl-input", name: "reason", autocomplete: "off", required: true });
  const choose = (reason) => {
    input.value = reason;
    submit();
  };
  input.addEventListener("keydown", (event) => {
    const reason = input.value ? null : REASONS[Number(event.key) - 1];
    if (!reason) return;
    event.preventDefault();
    choose(reason);
  });
  const presets = REASONS.map((reason, number) => element("button", { type: "button", class: "rl-button", onclick: () => choose(reason) }, element("kbd", {}, String(number + 1)), ` ${reason}`));
  return {
    parts: [field("Why should this paper not be on the list?", input, "One sentence, published with the change."), element("p", { class: "rl-edit__presets" }, ...presets)],
    label: "Exclude",
    read: () => ({ action: "exclude", reason: input.value }),
  };
}

function mergeForm({ paper, ask }) {
  const shown = element("div");
  let other = null;
  const choose = async ({ value }) => {
    const { papers } = await ask("describe", { slugs: [value] });
    other = value;
    shown.replaceChildren(compare(paper, papers[value]));
  };
  const find = async (text) => {
    const { found } = await ask("describe", { words: text });
    return found.filter(({ slug }) => slug !== paper.slug).map(({ slug, title, facts }) => ({ value: slug, label: title, facts }));
  };
  return {
    parts: [completion("Merge with", "Type words from the other record’s title.", find, choose), shown],
    label: "Merge",
    read: () => other && { action: "same", other },
  };
}

const FORMS = { topics: topicsForm, texts: textsForm, notes: notesForm, exclude: excludeForm, merge: mergeForm };

/** Reads the text fields that were changed. */
function readTexts(form, paper, names) {
  const changes = {};
  for (const name of names) {
    const { value } = form.elements[name];
    if (value === showValue(paper.values[name])) continue;
    changes[name] = Array.isArray(paper.values[name]) ? value.split("\n").filter((line) => line.trim()) : value;
  }
  return { action: "set", changes, before: Object.fromEntries(Object.keys(changes).map((name) => [name, paper.values[name]])) };
}

/**
 * Returns the form `name` for a paper.
 *
 * `save` gets the action, and a function to call once it is done; `ask` asks the preview; `close` is called when
 * there is nothing to save. `trouble` is the error that kept the form from being saved before.
 */
export function makeForm(name, { paper, info, ask, save, close, trouble }) {
  const submit = () => form.requestSubmit();
  const { parts, names, read, label = "Save" } = FORMS[name]({ paper, info, ask, submit });
  const forget = () => (names ?? [name]).forEach((key) => sessionStorage.removeItem(`${DRAFTS}${paper.slug}/${key}`));
  const onsubmit = (event) => {
    event.preventDefault();
    const action = read ? read(form) : readTexts(form, paper, names);
    if (!action) return;
    if (action.action === "set" && JSON.stringify(action.changes) === JSON.stringify(action.before)) {
      forget();
      close();
    } else save(action, forget);
  };
  const onkeydown = (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  const buttons = element("p", { class: "rl-edit__foot" }, element("button", { class: "rl-button rl-button--primary" }, label), element("button", { type: "button", class: "rl-button", onclick: close }, "Cancel"));
  const form = element("form", { class: "rl-edit", onsubmit, onkeydown }, element("p", { class: "rl-edit__error", role: "alert" }, trouble), ...parts, buttons);
  return form;
}
