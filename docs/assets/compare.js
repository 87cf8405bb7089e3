// Put entries of a group side by side, out of the tables in the page. The state stands in the address: ?with=postgresql,mysql,
// and &group= where that alone doesn't tell the group.
const MOST = 4;
const asked = () => [...new Set(new URLSearchParams(location.search).get("with")?.split(",").filter(Boolean))];
const form = document.querySelector("form.choose");
const select = form.querySelector("select");
const said = form.querySelector(".said");
const clear = form.querySelector(".clear");
const chosen = document.querySelector(".chosen");
const groups = [...select.options].map(({ value, text }) => ({ id: value, title: text, field: document.getElementById(`of-${value}`) }));
const verdicts = [...document.querySelectorAll("[data-with]")];

/** The boxes of those of these ids that a group has, in their order. */
const boxes = (group, ids) => ids.map((id) => group.field.querySelector(`[value="${CSS.escape(id)}"]`)).filter(Boolean);
const names = (found) => new Intl.ListFormat("en-GB").format(found.map((box) => box.parentElement.textContent.trim()));
/** The first of the groups that have most of these ids. */
const home = (ids) => groups.toSorted((a, b) => boxes(b, ids).length - boxes(a, ids).length)[0];
const paragraph = (...content) => {
  const made = document.createElement("p");
  made.append(...content);
  return made;
};
const address = (ids, group) => {
  const parts = [ids.length && `with=${ids.join()}`, group !== home(ids) && `group=${group.id}`].filter(Boolean);
  return location.pathname + (parts.length ? `?${parts.join("&")}` : "");
};

/** What a cell says, whoever states it. */
const content = (cell) => cell.textContent.replace(" (source)", "");

/** The table of these entries, a column each, and how many of its rows tell them apart. */
const sideBySide = (group, ids) => {
  const all = document.querySelector(`#all-${group.id} table`);
  const [corner, ...heads] = all.tHead.rows[0].cells;
  const columns = ids.map((id) => all.querySelector(`th [href$="/${id}/"]`).closest("tr").cells);
  const rows = heads.map((head, index) => {
    const cells = columns.map((column) => column[index + 1]);
    return { head, cells, same: cells.every((cell) => content(cell) === content(cells[0])) };
  });
  const top = [corner, ...columns.map(([first]) => first)];
  const mark = (text) => ` <em class="same">${text}</em>`;
  const line = ({ head, cells, same }) => {
    const value = (cell, index) => {
      const first = cells.findIndex((other) => content(other) === content(cell));
      return `<td role="cell">${cell.innerHTML}${!same && first < index ? mark(`as ${top[first + 1].firstChild.innerHTML}`) : ""}</td>`;
    };
    const name = `<th role="rowheader" scope="row">${head.innerHTML}${same ? mark("same") : ""}</th>`;
    return `<tr role="row">${name}${cells.map(value).join("")}</tr>`;
  };
  const table = all.cloneNode();
  const heading = top.map((cell) => `<th role="columnheader" scope="col">${cell.innerHTML}</th>`).join("");
  const lines = rows.sort((a, b) => a.same - b.same).map(line).join("");
  table.innerHTML = `<thead role="rowgroup"><tr role="row">${heading}</tr></thead><tbody role="rowgroup">${lines}</tbody>`;
  for (const { cells } of table.tBodies[0].rows) [...cells].forEach((cell, index) => (cell.dataset.label = top[index].textContent));
  return { table, apart: rows.filter(({ same }) => !same).length, of: rows.length };
};

/** Show a group with these boxes ticked, and say what there is to say. */
const show = (group, wanted, ...notes) => {
  const found = wanted.slice(0, MOST);
  if (wanted.length > MOST) notes.push(`${MOST} at most: without ${names(wanted.slice(MOST))}.`);
  const ids = found.map(({ value }) => value);
  select.value = group.id;
  for (const { field } of groups) field.hidden = field !== group.field;
  for (const box of form.querySelectorAll("input")) box.checked = found.includes(box);
  clear.href = address([], group);
  chosen.replaceChildren();
  if (ids.length > 1) {
    const { table, apart, of } = sideBySide(group, ids);
    notes.push(`${names(found)} differ in ${apart} of ${of} points${apart < of ? "; what is the same stands last" : ""}.`);
    const fitting = verdicts.filter((link) => link.dataset.with.split(",").every((id) => ids.includes(id)));
    if (fitting.length) chosen.append(paragraph("Which wins when: ", ...fitting.flatMap((link, index) => [index ? ", " : "", link.cloneNode(true)])));
    chosen.append(table);
  } else if (ids.length) notes.push(`${names(found)} is chosen. Choose one to three more.`);
  said.replaceChildren(...notes.map((note) => paragraph(...[note].flat())));
};

/** Read the state out of the address, and say what in it can't be followed. */
const read = () => {
  last = null;
  const ids = asked();
  const group = groups.find(({ id }) => id === new URLSearchParams(location.search).get("group")) ?? home(ids);
  const found = boxes(group, ids);
  const notes = ids
    .filter((id) => !boxes(group, [id]).length)
    .map((id) => {
      const theirs = home([id]);
      const other = boxes(theirs, [id]);
      if (!other.length) return `Nothing that is compared here has the id “${id}”. Choose from the lists.`;
      const instead = document.createElement("a");
      instead.href = address([id], theirs);
      instead.append(`Compare ${names(other)} instead`);
      return [`${names(other)} is left out: it stands in “${theirs.title}”, which has other attributes than “${group.title}”. `, instead];
    });
  show(group, found, ...notes);
};

let last; // the control that was changed last: going back takes back all that was done with it, not each key

/** Follow what the reader chose with a control, and write it into the address. */
const choose = (control, group, wanted) => {
  show(group, wanted);
  const ids = wanted.slice(0, MOST).map(({ value }) => value);
  history[control === last ? "replaceState" : "pushState"](null, "", address(ids, group));
  last = control;
};

form.addEventListener("change", ({ target }) => {
  const group = groups.find(({ id }) => id === select.value);
  if (target === select) return choose(select, group, []);
  const others = boxes(group, asked().slice(0, MOST)).filter((box) => box !== target); // in the order of the columns
  choose(target, group, target.checked ? [...others, target] : others);
});
addEventListener("popstate", read);
read();
document.documentElement.classList.add("started");
