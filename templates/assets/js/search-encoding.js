/** Numbers as text; the twin of generator/analysis/search/encoding.py. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const DIGIT_OF = new Int8Array(128).fill(-1);
[...DIGITS].forEach((char, value) => (DIGIT_OF[char.charCodeAt(0)] = value));

/** Returns the number, 0 to 63, that a character stands for. */
export const digitOf = (char) => DIGIT_OF[char.charCodeAt(0)];

/** Decodes variable-length quantities. */
export function decodeNumbers(text) {
  const out = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGIT_OF[text.charCodeAt(i)];
    value |= (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      out.push(value);
      value = 0;
      shift = 0;
    }
  }
  return out;
}

/** Decodes a list of numbers for each paper: how many it has, then these. */
export function decodeLists(text) {
  const column = decodeNumbers(text);
  const lists = [];
  for (let at = 0; at < column.length; at += column[at] + 1) lists.push(column.slice(at + 1, at + 1 + column[at]));
  return lists;
}
