"use strict";
// The search of this site. The theme speaks to a search worker; this takes the worker's place, in the page itself, so
// that the search works from disk too, where browsers start no worker. Words are compared as the sites of archives
// compare them (fold.js), so that vowel marks, forms of hamza, ya and ta marbuta, and the article do not matter.

(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the theme's kinds of messages
  const AROUND = 100, MOST = 100;

  const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
  const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

  const mark = (text, terms) =>
    newsArchive.pieces(text, terms).map(([piece, found]) => found ? `<mark>${escape(piece)}</mark>` : escape(piece)).join("");

  // The stretch of a text around the first term found.
  function excerpt(text, terms) {
    const [[first, found] = ["", false]] = newsArchive.pieces(text, terms);
    const from = found || first.length <= AROUND || first.length === text.length ? 0 : first.lastIndexOf(" ", first.length - AROUND) + 1;
    const to = from + 3 * AROUND;
    const cut = text.slice(from, to < text.length ? Math.max(text.lastIndexOf(" ", to), from + AROUND) : text.length);
    return (from ? "… " : "") + mark(cut, terms) + (from + cut.length < text.length ? " …" : "");
  }

  function search(entries, query) {
    const terms = newsArchive.terms(query);
    if (!terms.length) return [];
    const within = (keys, term) => keys.some((key) => newsArchive.matches(key, term));
    const groups = new Map();
    for (const entry of entries) {
      if (!terms.every((term) => within(entry.titleKeys, term) || within(entry.textKeys, term))) continue;
      const score = 1 + terms.filter((term) => within(entry.titleKeys, term)).length * 10 + (entry.location.includes("#") ? 0 : 1);
      const item = {
        location: entry.location, title: mark(entry.title, terms), text: excerpt(entry.text, terms), score, terms: {},
      };
      const page = entry.location.split("#")[0];
      groups.set(page, [...(groups.get(page) || []), item]);
    }
    for (const [page, items] of groups) {
      items.sort((a, b) => b.score - a.score);
      // The theme expects the page itself among its sections.
      if (!items.some(({ location }) => location === page)) {
        const entry = entries.find(({ location }) => location === page);
        if (entry) items.push({ location: page, title: escape(entry.title), text: "", score: 0, terms: {} });
        else items.push({ ...items[0], location: page });
      }
    }
    return [...groups.values()].sort((a, b) => b[0].score - a[0].score).slice(0, MOST);
  }

  class Search extends EventTarget {
    postMessage({ type, data }) {
      if (type === SETUP) {
        this.entries = data.docs.map(({ location, title, text }) => {
          const [heading, body] = [plain(title), plain(text).replace(/\s+/g, " ").trim()];
          const keys = [heading, body].map((held) => [...newsArchive.keys(held)]);
          return { location, title: heading, text: body, titleKeys: keys[0], textKeys: keys[1] };
        });
        this.answer({ type: READY });
      } else if (type === QUERY) {
        this.query = data;
      }
      if (this.entries && this.query !== undefined) {
        this.answer({ type: RESULT, data: { items: search(this.entries, this.query) } });
      }
    }

    answer(data) {
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
    }
  }

  // The theme listens to keys alone; text also comes by pasting, by voice and from keyboards on screens.
  document.addEventListener("input", ({ target }) => {
    if (target.name === "query") target.dispatchEvent(new KeyboardEvent("keyup"));
  });

  const Plain = window.Worker;
  window.Worker = function (url, ...more) {
    return /\/workers\/search\./.test(url) ? new Search() : new Plain(url, ...more);
  };
})();
