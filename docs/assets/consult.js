// "What is in front of you?": of the situations' signs and decisions, show those that have the most of the reader's words.
// The words stand in the address. Without this script all of them are on the page.

const SMALL = new Set(
  "a an the is are was be been do does did i im my me we our you your it its to of for in on at with by and or not no vs how why what when where which who should can could this that there from into has have use using need want get too so if may might must".split(" "),
);
const form = document.querySelector(".finder");
const status = form.querySelector("[role=status]");
const empty = status.textContent;
const situations = [...document.querySelectorAll(".situation")].map((part) => ({
  part,
  items: [...part.querySelectorAll(".signs li, .decide li")].map((item) => ({ item, text: split(`${item.textContent} ${item.querySelector("[data-words]")?.dataset.words ?? ""}`) })),
}));

function split(text) {
  return text.toLowerCase().replace(/[’']/g, "").match(/[\p{L}\p{N}#+.]*[\p{L}\p{N}#+]+/gu) ?? [];
}

/** How many of the words a text has: whole words, or beginnings of three letters or more. */
const score = (words, text) => words.filter((word) => text.some((other) => other === word || (word.length > 2 && other.startsWith(word)))).length;

const find = () => {
  const words = split(form.about.value).filter((word) => !SMALL.has(word));
  const scored = situations.map(({ part, items }) => ({ part, items: items.map(({ item, text }) => ({ item, points: score(words, text) })) }));
  const best = Math.max(0, ...scored.flatMap(({ items }) => items.map(({ points }) => points)));
  let shown = 0;
  for (const { part, items } of scored) {
    const hits = new Set(items.filter(({ points }) => best && points === best).map(({ item }) => item));
    const decides = items.some(({ item }) => hits.has(item) && item.closest(".decide"));
    for (const { item } of items) item.hidden = best && !hits.has(item) && (decides || !item.closest(".decide"));
    part.hidden = best && !hits.size;
    part.classList.toggle("filtered", best > 0);
    part.classList.toggle("unsigned", best > 0 && ![...hits].some((item) => item.closest(".signs")));
    shown += part.querySelectorAll(".decide li:not([hidden])").length * !part.hidden;
  }
  status.textContent = !words.length
    ? empty
    : best
      ? `${shown} ${shown === 1 ? "decision fits" : "decisions fit"} best.`
      : "Nothing here has these words. The search above looks through the whole guide.";
};

const remember = () => history.replaceState(null, "", form.about.value ? `?${new URLSearchParams({ about: form.about.value })}` : location.pathname);

form.addEventListener("input", () => {
  find();
  remember();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector(".situation:not([hidden]) .decide li:not([hidden]) a")?.focus();
});
form.about.value = new URLSearchParams(location.search).get("about") ?? "";
find();
document.documentElement.classList.remove("pending");
