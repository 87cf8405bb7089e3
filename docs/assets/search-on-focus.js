// Hold back the theme's request for the search index until the reader turns to the search box.
// The theme asks for it on every page's first load, before anyone searches; it has no setting for that.
(() => {
  const send = XMLHttpRequest.prototype.send;
  const open = XMLHttpRequest.prototype.open;
  const wanted = new Promise((resolve) => {
    const search = document.querySelector("[data-md-component=search]");
    const toggle = document.getElementById("__search");
    search?.addEventListener("focusin", resolve, { once: true });
    search?.addEventListener("pointerenter", resolve, { once: true });
    toggle?.addEventListener("change", resolve, { once: true });
    // A link to a search that somebody shared, or a result's page whose words are to be highlighted.
    if (new URLSearchParams(location.search).has("q")) resolve();
  });
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isSearchIndex = String(url).endsWith("/search/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.isSearchIndex) wanted.then(() => send.apply(this, body));
    else send.apply(this, body);
  };
})();
