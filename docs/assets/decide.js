// The chooser of a decision page: one question at a time, its state in the address. The questions and results are those of
// the page; without this script they are read as linked text. An answer stands in the address as `question=option`.

const bar = document.querySelector(".chooser-bar");
const status = bar.querySelector("[data-status]");
const restart = bar.querySelector("[data-do=restart]");
const all = bar.querySelector("[data-do=all]");
const named = (name) => new Map([...document.querySelectorAll(`[data-${name}]`)].map((part) => [part.dataset[name], part]));
const questions = named("question");
const outcomes = named("outcome");
const [start] = questions.keys(); // the template puts the first question first
const options = (question) => [...question.querySelectorAll("[data-option]")];
const heading = (part) => part.querySelector("h3");
const words = (part) => {
  const copy = part.cloneNode(true);
  copy.querySelectorAll(".no, .headerlink, [role=tooltip]").forEach((extra) => extra.remove());
  return copy.textContent.trim();
};

// Where each answer leads, before its address becomes that of the state behind it.
const leads = new Map([...questions.values()].flatMap(options).map((option) => [option, option.hash.slice(1)]));

/** The questions answered from the start on, each with the answer, and the question or the outcome that they lead to. */
const walk = (answers) => {
  const way = [];
  let to = `q-${start}`;
  while (to.startsWith("q-")) {
    const question = questions.get(to.slice(2));
    const option = options(question).find((one) => one.dataset.option === answers[to.slice(2)]);
    if (!option) return { way, question };
    way.push({ question, option });
    to = leads.get(option);
  }
  return { way, outcome: outcomes.get(to.slice(2)) };
};

/** The shortest way to a question or an outcome, for an address that names only that. */
const wayTo = (target) => {
  const todo = [[`q-${start}`, {}]];
  for (const [to, answers] of todo) {
    if (to === target) return answers;
    if (to.startsWith("o-")) continue;
    const id = to.slice(2);
    for (const option of options(questions.get(id))) todo.push([leads.get(option), { ...answers, [id]: option.dataset.option }]);
  }
  return null;
};

/** How many questions may still come, counting this one. */
const ahead = (question) =>
  1 + Math.max(0, ...options(question).map((option) => leads.get(option)).map((to) => (to.startsWith("q-") ? ahead(questions.get(to.slice(2))) : 0)));

const answered = (way) => Object.fromEntries(way.map(({ question, option }) => [question.dataset.question, option.dataset.option]));
const address = (answers) => `?${new URLSearchParams(answers)}`;
const here = () => Object.fromEntries(new URLSearchParams(location.search));

/** Remembered beside the address: answers to questions that are not asked now, and the result before a change. */
const memory = () => history.state ?? {};

const note = (className, text) => Object.assign(document.createElement("p"), { className, textContent: text });

const change = (question, before) => {
  const link = Object.assign(document.createElement("a"), { className: "change", textContent: "Change", href: address(before) });
  link.setAttribute("aria-label", `Change the answer to: ${words(heading(question))}`);
  return link;
};

/** Show the state that the address names. */
const show = () => {
  const given = here();
  const { way, question: open, outcome } = walk(given);
  document.querySelectorAll(".change, .said").forEach((part) => part.remove());
  for (const question of questions.values()) {
    question.classList.toggle("current", question === open);
    question.classList.remove("answered");
  }
  const before = {};
  for (const { question, option } of way) {
    question.classList.add("answered");
    for (const one of options(question)) one.parentElement.classList.toggle("chosen", one === option);
    option.tabIndex = -1; // the text of what was answered, no longer a control
    option.closest("li").append(change(question, before));
    before[question.dataset.question] = option.dataset.option;
  }
  if (open) {
    for (const one of options(open)) {
      one.href = address({ ...before, [open.dataset.question]: one.dataset.option });
      one.removeAttribute("tabindex");
      one.parentElement.classList.toggle("chosen", memory().kept?.[open.dataset.question] === one.dataset.option);
    }
  }
  for (const one of outcomes.values()) one.classList.toggle("reached", one === outcome);
  restart.hidden = !way.length;
  const lost = Object.keys(given).some((id) => questions.has(id) && !(id in before));
  const rest = open && ahead(open);
  status.textContent = outcome
    ? `Result after ${way.length} ${way.length > 1 ? "questions" : "question"}: ${words(heading(outcome))}.`
    : `Question ${way.length + 1}, of ${way.length + rest} at the most.${lost ? " An answer in the address is no longer asked for here." : ""}`;
  if (outcome) tell(outcome, way);
};

/** What the answers say beyond the result: what is still unknown, and what a change has changed. */
const tell = (outcome, way) => {
  const unsure = way.filter(({ option }) => option.classList.contains("unsure")).map(({ question }) => words(heading(question)));
  const told = memory().told;
  const now = words(heading(outcome));
  const list = outcome.querySelector("dl");
  if (unsure.length) list.before(note("said", `Find out before you commit to it: ${unsure.join(" ")}`));
  if (told) list.before(note("said", told === now ? `The change makes no difference: still ${now}.` : `Before the change: ${told}. Now: ${now}.`));
};

/** Go to a state, and put the reader's eyes and keyboard there. */
const go = (answers, kept, told) => {
  history.pushState({ kept, told }, "", Object.keys(answers).length ? address(answers) : location.pathname);
  show();
  const { question, outcome } = walk(answers);
  const title = heading(question ?? outcome);
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  title.parentElement.scrollIntoView({ block: "nearest" });
};

/** Every question and result as text with links, as without this script; or one question at a time again. */
const setAll = (on) => {
  document.documentElement.classList.toggle("interactive", !on);
  bar.toggleAttribute("data-all", on);
  all.setAttribute("aria-pressed", on);
  if (!on) return show();
  document.querySelectorAll(".change, .said").forEach((part) => part.remove());
  for (const [option, to] of leads) {
    option.href = `#${to}`;
    option.removeAttribute("tabindex");
  }
};

/** An address with only a question or a result in its fragment: show it with the shortest way to it. */
const follow = () => {
  const target = location.hash.slice(1);
  const answers = /^[qo]-/.test(target) && wayTo(target);
  if (answers) history.replaceState(memory(), "", Object.keys(answers).length ? address(answers) : location.pathname);
  if (target === "results") return setAll(true);
  show();
  if (answers || location.search) document.querySelector(".reached, .current").scrollIntoView({ block: "nearest" });
};

/** The decision record of the reached result, with the reader's own answers, the date and the address in it. */
const record = async (outcome) => {
  const { way } = walk(here());
  const response = await fetch(outcome.querySelector("[download]").href);
  if (!response.ok) throw new Error(response.statusText);
  const answers = way.map(({ question, option }) => `* ${words(heading(question))} **${words(option)}**`).join("\n");
  const now = new Date();
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return (await response.text())
    .replace("date: YYYY-MM-DD", `date: ${date}`)
    .replace(/<!-- answers -->[^]*<!-- \/answers -->/, () => answers)
    .replace(/^(\* The questions.*\]\().*\)$/m, (_, link) => `${link}${location.href})`);
};

const copy = async (text, button, done) => {
  await navigator.clipboard.writeText(text);
  const label = button.textContent;
  button.textContent = done;
  setTimeout(() => (button.textContent = label), 2000);
};

const failed = (outcome) => outcome.querySelector(".take").append(note("said", "That didn't work here; the download link and the address bar have the same."));

document.addEventListener("click", async (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const part = event.target.closest("[data-option], .change, [data-do], [download]");
  if (!part) return;
  const outcome = part.closest("[data-outcome]");
  const interactive = document.documentElement.classList.contains("interactive");
  if (part === all) setAll(interactive);
  else if (!interactive) return;
  else if (part === restart) {
    event.preventDefault();
    go({}, {});
  } else if (part.matches(".change")) {
    event.preventDefault();
    const { way, outcome: reached } = walk(here());
    go(Object.fromEntries(new URLSearchParams(part.search)), { ...memory().kept, ...answered(way) }, reached && words(heading(reached)));
  } else if (part.dataset.option) {
    event.preventDefault();
    const chosen = Object.fromEntries(new URLSearchParams(part.search));
    const { way } = walk({ ...memory().kept, ...chosen });
    go(answered(way), { ...memory().kept, ...chosen }, memory().told);
  } else if (outcome) {
    try {
      if (part.dataset.do === "share") await copy(location.href, part, "Link copied");
      else if (part.dataset.do === "copy") await copy(await record(outcome), part, "Record copied");
      else if (!part.href.startsWith("blob:")) {
        event.preventDefault();
        const file = URL.createObjectURL(new Blob([await record(outcome)], { type: "text/markdown" }));
        Object.assign(document.createElement("a"), { href: file, download: part.download }).click();
        URL.revokeObjectURL(file);
      }
    } catch {
      failed(outcome);
    }
  }
});

addEventListener("popstate", () => (location.hash ? follow() : show()));
follow();
document.documentElement.classList.remove("pending");
