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

  // 2. Leave the small words of a question out. The theme looks for every word as a beginning, so the "to" in "how to scale
  //    postgres" would find Tokio first. A query of small words alone stays as it is.
  const SMALL = /^(?:a|an|and|are|can|do|does|for|how|i|in|is|it|my|of|or|should|the|to|versus|vs|we|what|why|with|you)$/i;
  const QUERY = 2; // the theme's number for a message that carries a query to its worker
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type === QUERY && typeof message.data === "string") {
      const words = message.data.split(/\s+/).filter((word) => !SMALL.test(word));
      if (words.length) message = { ...message, data: words.join(" ") };
    }
    return postMessage.call(this, message, ...rest);
  };
})();
