/** Handing a text to the reader: as a file, or on the clipboard. */

/** A text without halves of characters, which UTF-8 cannot hold. */
export const whole = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");
/** A text that Markdown shows as it is. */
export const escapeMarkdown = (text) => whole(text).replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|$~]/g, "\\$&").replaceAll("%%", "%\\%");

/** Saves a text, or a Blob in its place, as a file. */
export function download({ filename, mediaType, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = filename;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** Copies a text to the clipboard; promises whether that was allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way, for pages without the clipboard API: not HTTPS, or an embedded frame. */
function copyBySelection(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.setAttribute("aria-hidden", "true");
  Object.assign(area.style, { position: "fixed", top: "0", left: "0", opacity: "0", fontSize: "16px" });
  document.body.append(area);
  area.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    // not allowed either
  }
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
