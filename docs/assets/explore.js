// Narrow the list of everything. The list and the form stand in the page; the state stands in the address.
import { matches, searchable, words } from "./filter.js";

const form = document.querySelector("form.choose");
const { find } = form.elements;
const selects = [...form.querySelectorAll("select")];
const said = form.querySelector(".said");
const clear = form.querySelector(".clear");
const loosen = form.querySelector(".loosen");
const parts = [...document.querySelectorAll(".of-kind")].map((part) => ({ part, head: part.querySelector("h2") }));
const items = parts.flatMap(({ part, head }) =>
  [...part.querySelectorAll("li")].map((item) => ({
    item,
    part,
    in: [head.id, ...item.dataset.in.split(" ")],
    text: searchable(`${item.textContent} ${item.dataset.names ?? ""}`),
  })),
);
const titles = new Map([...form.querySelectorAll("option")].map(({ value, text }) => [value, text]));

/** What the reader has set: each condition with its control, its name, and its test of an item. */
const conditions = () =>
  [find, ...selects]
    .filter(({ value }) => value.trim())
    .map((control) => {
      const { value } = control;
      const wanted = words(value);
      return control === find
        ? { control, name: value.trim(), test: ({ text }) => matches(wanted, text) }
        : { control, name: titles.get(value), test: (each) => each.in.includes(value) };
    });
const passing = (set, without) => items.filter((each) => set.every(({ control, test }) => control === without || test(each)));

const show = () => {
  const set = conditions();
  const found = new Set(passing(set));
  for (const each of items) each.item.hidden = !found.has(each);
  for (const { part, head } of parts) {
    const count = [...found].filter((each) => each.part === part).length;
    part.hidden = !count;
    head.querySelector("span").textContent = count;
  }
  for (const select of selects) {
    const others = passing(set, select);
    for (const option of select.options) {
      const count = others.filter((each) => !option.value || each.in.includes(option.value)).length;
      option.text = `${titles.get(option.value)} (${count})`;
      option.disabled = !count && !option.selected;
    }
  }
  said.textContent = `${set.length ? `${found.size} of ` : ""}${items.length} entries`;
  clear.hidden = !set.length;
  loosen.replaceChildren(...(found.size ? [] : ways(set)));
};

/** What helps when nothing is found: a button for each condition without which there is something. */
const ways = (set) => {
  const buttons = set.flatMap(({ control, name }) => {
    const count = passing(set, control).length;
    if (!count) return [];
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: `${count} without “${name}”` });
    button.addEventListener("click", () => {
      control.value = "";
      changed(button);
      control.focus();
    });
    return button;
  });
  return ["Nothing is all of that. ", ...(buttons.length ? buttons : ["Taking one away is not enough: clear it and begin anew."])];
};

let last; // the control that was changed last: going back takes back all that was done with one at a time, not each letter

/** Show what the form says after a control was changed, and write it into the address. */
const changed = (control) => {
  show();
  const way = control === last ? "replaceState" : "pushState";
  last = control;
  const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  history[way](null, "", location.pathname + (state.size ? `?${state}` : ""));
};

/** Read the state out of the address; what it names and isn't there counts as not said. */
const read = () => {
  last = null;
  const state = new URLSearchParams(location.search);
  for (const control of [find, ...selects]) {
    control.value = state.get(control.name) ?? "";
    if (control.selectedIndex < 0) control.value = "";
  }
  show();
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", ({ target }) => changed(target));
clear.addEventListener("click", () => {
  for (const control of [find, ...selects]) control.value = "";
  changed(clear);
  find.focus();
});
addEventListener("popstate", read);
read();
document.documentElement.classList.add("started");
