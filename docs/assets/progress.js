// What the reader has ticked on a path. It is kept in this browser only: for each path, a JSON list of ids. What the browser
// won't keep lasts as long as the page is open. Without this script, the page is a numbered list.
const PREFIX = "guide-progress:v1:";
const FORMAT = "guide-progress";
const ID = /^[a-z0-9][a-z0-9:-]*$/;

// 1. Keeping. A change always starts from what is kept at that moment: another tab may have ticked something since.
const memory = new Map(); // path → ids, while the browser doesn't keep them
const areIds = (value) => Array.isArray(value) && value.every((id) => ID.test(id));

const read = (path) => {
  if (memory.has(path)) return memory.get(path);
  try {
    const ids = JSON.parse(localStorage.getItem(PREFIX + path));
    return areIds(ids) ? ids : [];
  } catch {
    return [];
  }
};

const write = (path, ids) => {
  try {
    if (ids.length) localStorage.setItem(PREFIX + path, JSON.stringify(ids));
    else localStorage.removeItem(PREFIX + path);
    memory.delete(path);
  } catch {
    memory.set(path, ids);
  }
};

const add = (path, ids) => write(path, [...new Set([...read(path), ...ids])]);
const remove = (path, ids) => write(path, read(path).filter((id) => !ids.includes(id)));

const everything = () => {
  const paths = new Set(memory.keys());
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) paths.add(key.slice(PREFIX.length));
  } catch {
    // nothing is kept: what is in memory is all there is
  }
  return [...paths].map((path) => [path, read(path)]).filter(([, ids]) => ids.length);
};

// 2. Showing.
const panel = document.querySelector("[data-progress]"); // on the page of one path, not on the page of all
const path = panel?.dataset.progress;
const part = (name) => panel.querySelector(`[data-part=${name}]`);
const boxes = [...document.querySelectorAll("input.tick")];
const show = (element, text) => {
  if (element.textContent !== text) element.textContent = text; // a live region speaks whenever it is written to
};

const paint = () => {
  for (const place of document.querySelectorAll("[data-steps]")) {
    const steps = place.dataset.steps.split(" ");
    const done = read(place.dataset.path).filter((id) => steps.includes(id)).length;
    show(place, `${done ? `${done} of ` : ""}${steps.length} steps`);
  }
  if (!panel) return;
  const ids = read(path);
  for (const box of boxes) box.checked = ids.includes(box.value);
  for (const tally of document.querySelectorAll("[data-stage]")) {
    const mine = boxes.filter((box) => box.name.startsWith(tally.dataset.stage));
    show(tally, `${mine.filter((box) => box.checked).length} of ${mine.length} steps`);
  }
  part("bar").value = boxes.filter((box) => box.checked).length;
  part("next").disabled = boxes.every((box) => box.checked);
  panel.classList.toggle("unkept", memory.size > 0);
  const gone = ids.filter((id) => !boxes.some((box) => box.value === id));
  part("gone").hidden = !gone.length;
  show(part("gone"), `Kept, and exported, though the path has no such step any more: ${gone.join(", ")}.`);
};

// 3. Doing, and saying what was done.
const count = (ids) => (ids.length === 1 ? "1 tick" : `${ids.length} ticks`);
const named = (paths) => paths.map(([path, ids]) => `${path} (${count(ids)})`).join(", ");
let undo;
const say = (text, back) => {
  show(part("said"), text);
  undo = back;
  part("undo").hidden = !back;
};

const actions = {
  next: () => boxes.find((box) => !box.checked).focus(),
  print: () => print(),
  export() {
    const paths = everything();
    if (!paths.length) return say("Nothing is ticked yet, on no path: there is nothing to export.");
    const text = JSON.stringify({ format: FORMAT, version: 1, paths: Object.fromEntries(paths) }, null, 1);
    const link = document.createElement("a");
    link.href = `data:application/json,${encodeURIComponent(text)}`;
    link.download = `${FORMAT}-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    say(`Exported: ${named(paths)}.`);
  },
  import: () => part("file").click(),
  clear() {
    const ids = read(path);
    if (!ids.length) return say("Nothing is ticked on this path.");
    if (!confirm(`Take ${count(ids)} off this path? Other paths keep theirs.`)) return;
    write(path, []);
    say(`Took ${count(ids)} off this path.`, () => add(path, ids));
  },
  undo() {
    undo();
    say("Undone.");
    part("more").focus();
  },
};

// Adds the ticks of an exported file to those that are there.
const bring = async (file) => {
  let fresh;
  try {
    const { format, version, paths } = JSON.parse(await file.text());
    if (format !== FORMAT || version !== 1) throw Error();
    fresh = Object.entries(paths).map(([path, ids]) => {
      if (!ID.test(path) || !areIds(ids)) throw Error();
      return [path, ids.filter((id) => !read(path).includes(id))];
    });
  } catch {
    return say(`“${file.name}” is not a file that this guide exported. Nothing has changed.`);
  }
  fresh = fresh.filter(([, ids]) => ids.length);
  if (!fresh.length) return say(`You have all ticks of “${file.name}” already. Nothing has changed.`);
  for (const [path, ids] of fresh) add(path, ids);
  say(`Added: ${named(fresh)}.`, () => fresh.forEach(([path, ids]) => remove(path, ids)));
  paint();
};

if (panel) {
  try {
    localStorage.setItem(PREFIX, ""); // does it keep anything?
    localStorage.removeItem(PREFIX);
  } catch {
    memory.set(path, read(path));
  }
  panel.addEventListener("click", ({ target }) => {
    actions[target.dataset.part]?.();
    paint();
  });
  part("file").addEventListener("change", ({ target }) => {
    for (const file of target.files) bring(file);
    target.value = ""; // so that the same file can be chosen again
  });
  for (const box of boxes) {
    box.disabled = false;
    box.addEventListener("change", () => {
      (box.checked ? add : remove)(path, [box.value]);
      paint();
    });
  }
}
paint();
panel?.querySelector("[data-stage]").setAttribute("aria-live", "polite"); // from here on: what was ticked before is no news
addEventListener("storage", paint); // another tab
addEventListener("pageshow", paint); // back from another page
