// Put two to four entries of a group side by side, out of the tables that stand in the page. The state stands in the address:
// ?with=postgresql,mysql, and &group= where the entries alone don't tell the group.
const MOST = 4;
const form = document.querySelector("form.choose");
const select = form.querySelector("select");
const said = form.querySelector(".said");
const clear = form.querySelector(".clear");
const chosen = document.querySelector(".chosen");
const groups = [...select.options].map(({ value, text }) => ({ id: value, title: text, field: document.getElementById(`of-${value}`) }));
const verdicts = [...document.querySelectorAll("[data-with]")];

/** The check boxes of these ids in a group, in the order of the ids; those that it doesn't have are left out. */
const boxes = (group, ids) => ids.map((id) => group.field.querySelector(`[value="${CSS.escape(id)}"]`)).filter(Boolean);
const names = (found) => new Intl.ListFormat("en").format(found.map((box) => box.parentElement.textContent.trim()));
/** The group that has most of these ids; of several, the first. */
const home = (ids) => groups.toSorted((a, b) => boxes(b, ids).length - boxes(a, ids).length)[0];
const address = (ids, group) => {
  const parts = [ids.length && `with=${ids.join()}`, group !== home(ids) && `group=${group.id}`].filter(Boolean);
  return location.pathname + (parts.length ? `?${parts.join("&")}` : "");
};

/** The table of these entries, a column each, and how many of its rows tell them apart; those stand first. */
const sideBySide = (group, ids) => {
  const all = document.querySelector(`#all-${group.id} table`);
  const [corner, ...heads] = all.tHead.rows[0].cells;
  const columns = ids.map((id) => all.querySelector(`th [href$="/${id}/"]`).closest("tr").cells);
  const rows = heads.map((head, index) => {
    const cells = columns.map((column) => column[index + 1]);
    return { head, cells, same: new Set(cells.map((cell) => cell.textContent.replace(" (source)", ""))).size < 2 };
  });
  const top = [corner, ...columns.map(([first]) => first)];
  const column = (cell) => `<th role="columnheader" scope="col">${cell.innerHTML}</th>`;
  const value = (cell, index) => `<td role="cell" data-label="${top[index + 1].textContent}">${cell.innerHTML}</td>`;
  const line = ({ head, cells, same }) =>
    `<tr role="row"><th role="rowheader" scope="row" data-label="${corner.textContent}">${head.innerHTML}${
      same ? ' <em class="same">same</em>' : ""
    }</th>${cells.map(value).join("")}</tr>`;
  const table = all.cloneNode();
  table.innerHTML = `<thead role="rowgroup"><tr role="row">${top.map(column).join("")}</tr></thead><tbody role="rowgroup">${rows
    .sort((a, b) => a.same - b.same)
    .map(line)
    .join("")}</tbody>`;
  return { table, apart: rows.filter(({ same }) => !same).length, of: rows.length };
};

/** Show a group with some of its boxes ticked, and say what there is to say. */
const show = (group, found, ...notes) => {
  const ids = found.map(({ value }) => value);
  select.value = group.id;
  for (const { field } of groups) field.hidden = field !== group.field;
  for (const box of form.querySelectorAll("input")) box.checked = found.includes(box);
  clear.hidden = !found.length;
  chosen.replaceChildren();
  if (found.length > 1) {
    const { table, apart, of } = sideBySide(group, ids);
    notes.push(`${names(found)} differ in ${apart} of ${of} points${apart < of ? "; what is the same stands last" : ""}.`);
    const fitting = verdicts.filter((link) => link.dataset.with.split(",").every((id) => ids.includes(id)));
    const which = document.createElement("p");
    if (fitting.length) which.append("Which wins when: ", ...fitting.flatMap((link, index) => [index ? ", " : "", link.cloneNode(true)]));
    chosen.append(which, table);
  } else if (found.length) notes.push(`${names(found)} is chosen. Choose one to three more.`);
  said.replaceChildren(...notes.flatMap((note) => [note, " "]));
};

/** Read the state out of the address, and say what in it can't be followed, and why. */
const read = () => {
  const state = new URLSearchParams(location.search);
  const ids = [...new Set(state.get("with")?.split(",").filter(Boolean))];
  const group = groups.find(({ id }) => id === state.get("group")) ?? home(ids);
  const found = boxes(group, ids);
  const notes = ids.flatMap((id) => {
    const [other] = groups.flatMap((each) => boxes(each, [id]));
    if (!other) return `Nothing that is compared here has the id “${id}”; choose from the lists.`;
    if (boxes(group, [id]).length) return [];
    const theirs = home([id]);
    const instead = Object.assign(document.createElement("a"), { href: address([id], theirs), textContent: `Compare ${names([other])} instead.` });
    return [`${names([other])} is left out: it stands in “${theirs.title}”, which has other attributes than “${group.title}”.`, instead];
  });
  if (found.length > MOST) notes.push(`${names(found.slice(MOST))} is left out: ${MOST} at most.`);
  show(group, found.slice(0, MOST), ...notes);
};

/** Follow what the reader chose, and write it into the address. */
const choose = (group, found) => {
  show(group, found);
  history.pushState(null, "", address(found.map(({ value }) => value), group));
};

form.addEventListener("change", ({ target }) => {
  const group = groups.find(({ id }) => id === select.value);
  if (target === select) return choose(group, []);
  // In the order of choosing, which is the order of the columns.
  const before = boxes(group, new URLSearchParams(location.search).get("with")?.split(",") ?? []).slice(0, MOST);
  if (!target.checked) choose(group, before.filter((box) => box !== target));
  else if (before.length < MOST) choose(group, [...before, target]);
  else show(group, before, `${MOST} at most: take one away before you add ${names([target])}.`);
});
clear.addEventListener("click", () => {
  choose(groups.find(({ id }) => id === select.value), []);
  select.focus();
});
addEventListener("popstate", read);
read();
document.documentElement.classList.add("started");
