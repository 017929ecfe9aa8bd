"use strict";
// The page: a form, a chart and a list of articles. Its state is in the address after #, to be bookmarked and sent.

(() => {
  const archive = newsArchive;
  const byId = (id) => document.getElementById(id);
  const MONTHS = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
  const UNDATED = "none";
  const PER_PAGE = 20, AROUND = 110, EXCERPTS = 3, SOURCES = 1000, MONTHS_SHOWN = 36;
  const form = byId("search"), query = byId("q"), status = byId("status"), results = byId("results");
  let turn = 0; // number of the rendering: results of older ones are discarded

  archive.digits = (number) => String(number).replace(/\d/g, (digit) => String.fromCharCode(archive.about.zero.charCodeAt(0) + Number(digit)));
  archive.articlesText = (count) => {
    if (count < 3) return ["لا مقالات", "مقال واحد", "مقالان"][count];
    const rest = count % 100;
    return `${archive.digits(count)} ${rest >= 3 && rest <= 10 ? "مقالات" : rest >= 11 ? "مقالًا" : "مقال"}`;
  };

  function sizeText(bytes) {
    let unit = 0;
    for (; bytes >= 1000 && unit < 3; unit++) bytes /= 1000;
    const shown = bytes < 10 ? bytes.toFixed(1).replace(/\.0$/, "") : bytes.toFixed(0);
    return `${archive.digits(archive.about.zero === "0" ? shown : shown.replace(".", "٫"))} ${["بايت", "ك.ب", "م.ب", "غ.ب"][unit]}`;
  }

  const monthText = (month) => month ? `${MONTHS[Number(month.slice(5)) - 1]} ${archive.digits(month.slice(0, 4))}` : "بلا تاريخ";

  function create(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // State

  const KEYS = ["q", "source", "date", "sort", "page"];

  function read() {
    const held = new URLSearchParams(location.hash.slice(1));
    const state = Object.fromEntries(KEYS.map((key) => [key, held.get(key) || ""]));
    if (!(Number(state.source) < archive.about.sources.length)) state.source = "";
    if (!/^(\d{4}(-\d{2})?|none)$/.test(state.date)) state.date = "";
    if (state.sort !== "oldest") state.sort = "";
    state.page = Math.max(1, Math.floor(Number(state.page)) || 1);
    return state;
  }

  function address(state) {
    const held = new URLSearchParams();
    for (const key of KEYS) if (state[key] && !(key === "page" && state.page === 1)) held.set(key, state[key]);
    return "#" + held;
  }

  // Change the state: `page` is reset to the first unless it is what changes. Typing adds nothing to the history.
  function change(changes, typing = false) {
    const next = address({ ...read(), page: 1, ...changes });
    if (next === (location.hash || "#")) return;
    if (typing) {
      history.replaceState(null, "", next);
      render();
    } else {
      location.hash = next; // fires hashchange
    }
  }

  // Selection

  const inDate = (month, date) => !date || (date === UNDATED ? !month : month.startsWith(date));

  // Return the numbers of the articles found, and the number per month regardless of the chosen date.
  function select(state, found) {
    const numbers = [], counts = new Map();
    const source = state.source === "" ? null : Number(state.source);
    for (const { month, first, end } of archive.months) {
      let count = 0;
      const wanted = inDate(month, state.date);
      for (let at = first; at < end; at++) {
        if ((found && !found[at]) || (source !== null && archive.sourceOf[at] !== source)) continue;
        count++;
        if (wanted) numbers.push(at);
      }
      counts.set(month, count);
    }
    if (state.sort === "oldest") {
      const dated = archive.months.filter(({ month }) => month).at(-1)?.end ?? 0; // undated ones stay last
      const split = numbers.findIndex((number) => number >= dated);
      const tail = split < 0 ? [] : numbers.splice(split);
      numbers.reverse().push(...tail);
    }
    return [numbers, counts];
  }

  // The chart

  function bars(state, counts) {
    const dated = [...counts.keys()].filter(Boolean).sort();
    if (!dated.length) return [];
    const year = state.date.slice(0, 4);
    const bar = (key, label, short, count) => ({ key, label, short, count, chosen: key === state.date });
    const ofMonth = (month) => bar(month, monthText(month), MONTHS[Number(month.slice(5)) - 1], counts.get(month) || 0);
    const [first, last] = [dated[0], dated.at(-1)].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1);
    const name = (at) => `${String(Math.floor(at / 12)).padStart(4, "0")}-${String(at % 12 + 1).padStart(2, "0")}`;
    if (/^\d{4}$/.test(year)) return Array.from({ length: 12 }, (_, at) => ofMonth(name(Number(year) * 12 + at)));
    if (last - first < MONTHS_SHOWN) return Array.from({ length: last - first + 1 }, (_, at) => ofMonth(name(first + at)));
    const years = new Map();
    // A date far from the others must not draw centuries without articles.
    const [from, to] = [Math.floor(first / 12), Math.floor(last / 12)];
    if (to - from < 120) for (let at = from; at <= to; at++) years.set(String(at).padStart(4, "0"), 0);
    for (const month of dated) years.set(month.slice(0, 4), (years.get(month.slice(0, 4)) || 0) + counts.get(month));
    return [...years].map(([key, count]) => bar(key, archive.digits(key), archive.digits(key), count));
  }

  // The list

  function marked(parent, text, terms) {
    for (const [piece, found] of terms.length ? archive.pieces(text, terms) : [[text, false]]) {
      parent.append(found ? create("mark", {}, piece) : piece);
    }
    return parent;
  }

  // The first place of each term in the text, or its beginning.
  function places(text, terms) {
    const found = new Map();
    let at = 0;
    for (const [piece, marked] of terms.length ? archive.pieces(text, terms) : []) {
      if (marked) {
        const keys = [...archive.keys(piece)];
        for (const term of terms) {
          if (!found.has(term) && keys.some((key) => archive.matches(key, term))) found.set(term, at);
        }
        if (found.size === Math.min(terms.length, EXCERPTS)) break;
      }
      at += piece.length;
    }
    return found.size ? [...found.values()].sort((a, b) => a - b) : [0];
  }

  // Passages of the text around the matches.
  function excerpt(text, terms) {
    const at = places(text, terms);
    const around = AROUND / at.length;
    const parts = [];
    let done = 0;
    for (const place of at) {
      if (parts.length && place < done) continue;
      let start = place > around ? text.lastIndexOf(" ", place - around) + 1 : 0;
      start = Math.max(start, done);
      let end = place + 2 * around;
      end = end < text.length ? Math.max(text.lastIndexOf(" ", end), place + around) : text.length;
      if (start > done) parts.push("… ");
      parts.push(text.slice(start, end));
      done = end;
    }
    return parts.join(" ").replace(/\s+/g, " ").trim() + (done < text.length ? " …" : "");
  }

  function item(article, terms) {
    const { t: title = "", l: lang = "ar", b: byline = "", s: source = "", u: url, d: date, i: iso, f: files = [], x: text = "", p: lead } = article;
    const about = create("p", { className: "about" });
    const tell = (node) => about.append(...(about.childNodes.length ? [" · ", node] : [node]));
    if (source) tell(marked(create("bdi", { className: "source" }), source, terms));
    if (date) tell(create("time", { dateTime: iso }, date));
    if (byline) tell(marked(create("bdi", {}), byline, terms));
    const ends = (ending) => files.find(([, href]) => href.endsWith(ending));
    const best = ends("article.html") || ends("article.pdf") || files[0]; // what a browser shows comes first
    const name = marked(create("bdi", {}), title, terms);
    const head = create("h3", { lang, dir: article.r ? "rtl" : "ltr" }, best ? create("a", { href: best[1] }, name) : name);
    const links = create("p", { className: "files" });
    for (const [label, href, size] of files) {
      links.append(create("a", { href }, `${label} `, create("small", {}, sizeText(size))), " ");
    }
    if (url) links.append(create("a", { href: url, rel: "noreferrer", className: "origin" }, "المصدر الأصلي"));
    const parts = [about, head];
    if (lead) {
      const [name, alt, width, height] = lead;
      parts.unshift(create("img", { className: "lead", src: `site/pictures/${name}`, alt, width, height, loading: "lazy" }));
    }
    if (text) parts.push(marked(create("p", { lang, className: "excerpt", dir: article.r ? "rtl" : "ltr" }), excerpt(text, terms), terms));
    return create("li", {}, create("article", {}, ...parts, links));
  }

  function pager(state, last) {
    const nav = byId("pages");
    nav.hidden = last < 2;
    const near = [1, state.page - 1, state.page, state.page + 1, last].filter((at) => at >= 1 && at <= last);
    const link = (page, label, name) => create("a", { href: address({ ...state, page }), ariaLabel: name }, label);
    const parts = [];
    if (state.page > 1) parts.push(link(state.page - 1, "السابقة", "الصفحة السابقة"));
    let before = 0;
    for (const page of [...new Set(near)].sort((a, b) => a - b)) {
      if (page > before + 1) parts.push(create("span", { ariaHidden: "true" }, "…"));
      const made = link(page, archive.digits(page), `الصفحة ${archive.digits(page)}`);
      if (page === state.page) made.ariaCurrent = "page";
      parts.push(made);
      before = page;
    }
    if (state.page < last) parts.push(link(state.page + 1, "التالية", "الصفحة التالية"));
    nav.replaceChildren(...parts);
  }

  function controls(state) {
    if (document.activeElement !== query) query.value = state.q;
    byId("source").value = state.source;
    const year = state.date.slice(0, 4);
    byId("year").value = year;
    const month = byId("month");
    month.disabled = !/^\d{4}$/.test(year);
    month.value = state.date.length === 7 ? state.date.slice(5) : "";
    byId("sort").value = state.sort;
  }

  async function render() {
    const mine = ++turn;
    const state = read();
    controls(state);
    const terms = archive.terms(state.q);
    results.ariaBusy = "true";
    try {
      const [numbers, counts] = select(state, await archive.find(terms));
      const last = Math.max(1, Math.ceil(numbers.length / PER_PAGE));
      state.page = Math.min(state.page, last);
      const start = (state.page - 1) * PER_PAGE;
      const shown = await archive.articles(numbers.slice(start, start + PER_PAGE));
      if (mine !== turn) return;
      results.start = start + 1;
      results.replaceChildren(...shown.map((article) => item(article, terms)));
      const where = last > 1 ? `، الصفحة ${archive.digits(state.page)} من ${archive.digits(last)}` : "";
      status.textContent = numbers.length ? archive.articlesText(numbers.length) + where : "لا مقالات بهذه الشروط.";
      pager(state, last);
      draw = () => archive.chart(byId("plot"), byId("table"), bars(state, counts), (key) => {
        change({ date: key === state.date ? key.slice(0, -3) : key });
      });
      draw();
    } catch (problem) {
      if (mine !== turn) return;
      results.replaceChildren();
      byId("pages").hidden = true;
      status.textContent = `تعذّر تحميل جزء من الأرشيف (${problem.message})؛ تأكّد من نسخ المجلد site كاملًا.`;
    } finally {
      if (mine === turn) results.ariaBusy = "false";
    }
  }

  let draw = () => {};

  function option(value, text) {
    return create("option", { value }, text);
  }

  archive.start = (about) => {
    archive.prepare(about);
    const dated = archive.months.filter(({ month }) => month);
    const years = new Map();
    for (const { month, count } of dated) years.set(month.slice(0, 4), (years.get(month.slice(0, 4)) || 0) + count);
    byId("source").append(option("", "كل المصادر"), ...about.sources.slice(0, SOURCES).map(([name, count], at) =>
      option(String(at), `${name || "بلا مصدر"} (${archive.digits(count)})`)));
    byId("year").append(option("", "كل السنوات"),
      ...[...years].map(([year, count]) => option(year, `${archive.digits(year)} (${archive.digits(count)})`)));
    const undated = about.count - dated.reduce((sum, { count }) => sum + count, 0);
    if (undated) byId("year").append(option(UNDATED, `بلا تاريخ (${archive.digits(undated)})`));
    byId("month").append(option("", "كل الشهور"), ...MONTHS.map((name, at) => option(String(at + 1).padStart(2, "0"), name)));
    const extent = [archive.articlesText(about.count)];
    if (dated.length > 1) extent.push(`من ${monthText(dated.at(-1).month)} إلى ${monthText(dated[0].month)}`);
    byId("extent").textContent = extent.join("، ");

    let typed = 0;
    query.addEventListener("input", () => {
      clearTimeout(typed);
      typed = setTimeout(() => change({ q: query.value.trim() }, true), 250);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(typed);
      change({ q: query.value.trim() });
    });
    byId("source").addEventListener("change", (event) => change({ source: event.target.value }));
    byId("sort").addEventListener("change", (event) => change({ sort: event.target.value }));
    byId("year").addEventListener("change", (event) => change({ date: event.target.value }));
    byId("month").addEventListener("change", (event) => {
      change({ date: byId("year").value + (event.target.value && "-" + event.target.value) });
    });
    byId("clear").addEventListener("click", () => {
      query.value = "";
      change({ q: "", source: "", date: "", sort: "" });
      query.focus();
    });
    byId("pages").addEventListener("click", (event) => {
      if (event.target.closest("a")) toResults();
    });
    byId("skip").addEventListener("click", (event) => {
      event.preventDefault(); // the part of the address after # is the state
      toResults();
    });
    addEventListener("hashchange", render);
    new ResizeObserver(() => draw()).observe(byId("chart"));
    form.hidden = false;
    byId("chart").hidden = !dated.length;
    render();
  };

  function toResults() {
    byId("results-title").focus();
    byId("results-title").scrollIntoView();
  }
})();
