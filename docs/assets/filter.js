// Narrow a list by what a reader types: every word must be there, as the beginning of a word. No page is needed.

// What stands between two words; the marks in C#, C++, .NET and Node.js belong to theirs. macros/facets.py has the same.
const BETWEEN = /[\s\-–—,:;!?=()[\]{}"“”'’<>|*·→…/^~`&]+/;

/** The words of a query, in lower case. */
export const words = (query) => query.toLowerCase().split(BETWEEN).filter(Boolean);

/** A text made ready for `matches`; of a name such as MySQL each part counts as a word, too. */
export const searchable = (text) => ` ${words(`${text} ${text.replace(/([a-z])([A-Z])/g, "$1 $2")}`).join(" ")}`;

/** Whether each of the words begins a word of a text that `searchable` made ready. */
export const matches = (wanted, text) => wanted.every((word) => text.includes(` ${word}`));
