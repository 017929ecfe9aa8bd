"use strict";
// The chart of articles over time: an SVG of bars that are buttons, the earliest at the right, and the same as a table.

(() => {
  const archive = newsArchive;
  const SVG = "http://www.w3.org/2000/svg";
  const HEIGHT = 150, BASE = 122, TOP = 18;

  function element(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // A value of 1, 2 or 5 times a power of ten, not below `most`.
  function ceiling(most) {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
    return [1, 2, 5, 10].map((step) => step * power).find((value) => value >= most);
  }

  // Draw `bars` ({ key, label, short, count, chosen }) in `plot` and `table`; `choose` is called with a key.
  archive.chart = (plot, table, bars, choose) => {
    const held = plot.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const width = Math.max(280, plot.clientWidth);
    const most = ceiling(Math.max(1, ...bars.map((bar) => bar.count)));
    const margin = 44, step = (width - margin) / Math.max(3, bars.length);
    const right = width - margin;
    const total = bars.reduce((sum, bar) => sum + bar.count, 0);
    const svg = element("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "group",
      "aria-labelledby": "plot-title plot-text" });
    const title = element("title", { id: "plot-title" }, "رسم بالأعمدة: المقالات عبر الزمن");
    const text = bars.length
      ? `${archive.articlesText(total)} من ${bars[0].label} إلى ${bars.at(-1).label}. اضغط عمودًا لتصفية النتائج، وتنقّل بالأسهم.`
      : "لا مقالات";
    svg.append(title, element("desc", { id: "plot-text" }, text));
    const grid = element("g", { class: "grid", "aria-hidden": "true" });
    for (const value of most % 2 ? [0, most] : [0, most / 2, most]) {
      const y = BASE - (BASE - TOP) * value / most;
      grid.append(element("line", { x1: 0, x2: right, y1: y, y2: y }),
        element("text", { x: width - 2, y: y + 4, "text-anchor": "start", direction: "rtl" }, archive.digits(value)));
    }
    svg.append(grid);
    const every = Math.ceil(52 / step);
    const buttons = bars.map((bar, at) => {
      const x = right - step * (at + 1);
      const height = bar.count ? Math.max(2, (BASE - TOP) * bar.count / most) : 0;
      const thick = Math.max(1, Math.min(step * 0.72, 64));
      const group = element("g", { class: "bar", role: "button", tabindex: "-1", "aria-pressed": String(bar.chosen),
        "aria-label": `${bar.label}: ${archive.articlesText(bar.count)}`, "data-key": bar.key });
      group.append(
        element("title", {}, `${bar.label}: ${archive.articlesText(bar.count)}`),
        element("rect", { class: "area", x, y: 0, width: step, height: HEIGHT }),
        element("rect", { class: "value", x: x + (step - thick) / 2, y: BASE - height, width: thick, height }),
      );
      if (at % every === 0) {
        group.append(element("text", { x: x + step / 2, y: BASE + 18, "text-anchor": "middle" }, bar.short));
      }
      group.addEventListener("click", () => choose(bar.key));
      svg.append(group);
      return group;
    });
    const current = buttons.find((button) => button.dataset.key === held) ||
      buttons[Math.max(0, bars.findIndex((bar) => bar.chosen))];
    current?.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(document.activeElement);
      const to = { ArrowLeft: at + 1, ArrowRight: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (at >= 0 && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        choose(bars[at].key);
      } else if (at >= 0 && buttons[to]) {
        event.preventDefault();
        buttons[at].setAttribute("tabindex", "-1");
        buttons[to].setAttribute("tabindex", "0");
        buttons[to].focus();
      }
    });
    plot.replaceChildren(svg);
    if (held !== null) current?.focus();
    table.replaceChildren(...bars.map((bar) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = bar.label;
      const cell = document.createElement("td");
      cell.textContent = archive.digits(bar.count);
      row.append(head, cell);
      return row;
    }));
  };
})();
