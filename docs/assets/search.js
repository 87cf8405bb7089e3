// Two things that the theme's search has no setting for. Loaded before the theme's own script, which starts the search.
(() => {
  // 1. Hold back the request for the search index until the reader turns to the search box. The theme asks for it on every
  //    page's first load, before anyone searches.
  const { open, send } = XMLHttpRequest.prototype;
  const wanted = new Promise((resolve) => {
    const search = document.querySelector("[data-md-component=search]");
    search?.addEventListener("focusin", resolve, { once: true });
    search?.addEventListener("pointerenter", resolve, { once: true });
    document.getElementById("__search")?.addEventListener("change", resolve, { once: true });
    if (new URLSearchParams(location.search).has("q")) resolve(); // a search that somebody shared
  });
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isSearchIndex = String(url).endsWith("/search/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.isSearchIndex) wanted.then(() => send.apply(this, body));
    else send.apply(this, body);
  };

  // 2. Say more plainly what is searched for. The theme looks for every word as a beginning: the "to" in "how to scale
  //    postgres" would find Tokio, and "go orm" everything that is called Go. So the small words of a question are left out, a
  //    whole word counts more than a beginning, and a name that is just what was typed counts most (macros/search.py has
  //    the names as phrases).
  const SMALL = new Set(
    ("a an the is are was do does did i my me we our you your it its to of for in on at with by and or vs versus how why what when " +
      "where who should can could be this that there between into from has have use using").split(" "),
  );
  const BETWEEN = /[\s\-–—,:;!?=()[\]{}"“”'’<>|*·→…/^~]+/;
  const CLOSING = /[?!,.'"]+$/;
  const QUERY = 2; // the theme's number for a message that carries a query to its worker

  const rewritten = (query) => {
    const all = query.trim().split(/\s+/).filter(Boolean);
    const telling = all.filter((word) => !SMALL.has(word.toLowerCase().replace(CLOSING, "")));
    const words = telling.length ? telling : all;
    const whole = words.map((word) => word.replace(CLOSING, "")).filter((word) => /^[\w.#/][\w.+#/-]*$/.test(word));
    const phrase = query.toLowerCase().trim().replace(CLOSING, "").split(BETWEEN).filter(Boolean).join("_");
    return [...whole.map((word) => `${word}^5`), ...words, phrase && `_${phrase}_^20`].join(" ");
  };

  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    const asks = message?.type === QUERY && typeof message.data === "string" && message.data.trim();
    return postMessage.call(this, asks ? { ...message, data: rewritten(message.data) } : message, ...rest);
  };
})();
