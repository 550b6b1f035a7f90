"use strict";
// Charts follow the filter: each says under itself what it leaves out, and its marks lead to the sentences behind them.
(() => {
  const holder = document.getElementById("explore-record");
  if (!holder) return;
  const charts = [];
  let filter = null;

  const TIME = /^\d{4}-\d\d-\d\dT/;
  // Vega reads times when a chart is made; what comes later must come as it would have read it.
  const timed = (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => (
    [field, typeof value === "string" && TIME.test(value) ? Date.parse(value) : value]))));
  const two = (n) => String(n).padStart(2, "0");
  const localDay = (time) => {
    const day = new Date(time);
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };

  const note = (chart, lines) => {
    if (!chart.note) {
      chart.note = document.createElement("p");
      chart.note.className = "explore-note";
      chart.figure.querySelector(".drawing").before(chart.note);
    }
    chart.note.textContent = lines.length ? [...lines, filter.words.above].join(" ") : "";
    chart.note.hidden = !lines.length;
  };

  const follow = async (chart) => {
    const { spec, view, meta, original } = chart;
    const counted = recount.ways[meta.chart](original, meta, filter);
    chart.behind = counted.behind;
    // As it was drawn, a chart needs no second drawing.
    if (filter.active || chart.filtered) {
      const lines = filter.active
        ? [...filter.tell(meta.family, meta.fixed), counted.empty ? filter.words.nothing : counted.caution].filter(Boolean) : [];
      chart.filtered = filter.active;
      note(chart, lines);
      chart.figure.dataset.state = "following";
      chart.turn += 1;
      const { turn } = chart;
      redraw(chart, filter.active ? counted : { ...counted, ...chart.start }, lines);
      view.resize(); // other ticks may leave the legend another number of columns
      await view.runAsync();
      if (turn === chart.turn) chart.figure.dataset.state = "drawn";
      chart.figure.dispatchEvent(new CustomEvent("sitrep:followed")); // for what else shows the chart's numbers
    }
    reach(chart);
  };
  // The specification changes with the drawing: downloads are made from it.
  const redraw = ({ spec, view, original }, shows, lines) => {
    Object.entries(shows.datasets).forEach(([name, rows]) => {
      if (spec.datasets[name] === rows) return;
      spec.datasets[name] = rows;
      view.data(name, timed(rows));
    });
    Object.entries(shows.params ?? {}).forEach(([name, value]) => {
      spec.params.find((param) => param.name === name).value = value;
      view.signal(name, value);
    });
    if (shows.height !== spec.height && shows.height) {
      spec.height = shows.height;
      view.height(shows.height);
    }
    if (spec.title) spec.title.subtitle = [...(original.title.subtitle ?? []), ...lines];
    view.description([...lines, ...(lines.length ? [filter.words.whole] : []), original.description].join(" "));
  };

  // A mark that has sentences behind it: one stop in the page's order, the others by arrow keys.
  const behind = (chart, element) => {
    const datum = element.__data__?.datum;
    if (!datum || !chart.behind) return [];
    return chart.behind({ ...datum, ...(datum.period === undefined ? {} : { day: localDay(datum.period) }) });
  };
  const marks = (chart) => !chart.meta.marks.length ? [] : [...chart.figure.querySelectorAll(chart.meta.marks.map((name) => (
    `.${CSS.escape(name)}_marks path, .${CSS.escape(name)}_marks rect`)).join(", "))]
    .filter((element) => element.__data__?.datum);
  const reach = (chart) => {
    const all = chart.behind ? marks(chart) : [];
    const held = all.find((mark) => mark === document.activeElement) ?? all[0];
    all.forEach((mark) => {
      mark.setAttribute("tabindex", mark === held ? "0" : "-1");
      mark.setAttribute("role", "button");
    });
  };
  const show = (chart, element) => {
    const rows = behind(chart, element);
    if (rows.length) document.dispatchEvent(new CustomEvent("sitrep:show", { detail: { rows, from: element, filter } }));
  };
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const listen = (chart) => {
    const drawing = chart.figure.querySelector(".drawing");
    // Where a chart answers to the nearest mark, cells around the marks take the click; each knows its mark.
    chart.view.addEventListener("click", (event, item) => {
      const own = item?.datum?.mark?.marktype ? item.datum : item;
      const mark = marks(chart).find((element) => element.__data__ === own);
      if (mark) show(chart, mark);
    });
    drawing.addEventListener("keydown", (event) => {
      const all = marks(chart);
      const at = all.indexOf(event.target);
      if (at < 0) return;
      if (event.key === "Enter" || event.key === " ") show(chart, event.target);
      else if (!STEPS[event.key]) return;
      else {
        const next = all[(at + STEPS[event.key] + all.length) % all.length];
        all.forEach((mark) => mark.setAttribute("tabindex", mark === next ? "0" : "-1"));
        next.focus();
      }
      event.preventDefault();
    });
  };

  document.addEventListener("sitrep:drawn", ({ detail: { figure, spec, view } }) => {
    const meta = spec.usermeta?.explore;
    if (!recount.ways[meta?.chart]) return;
    const followed = (spec.params ?? []).filter(({ value, bind }) => value !== undefined && !bind);
    const params = Object.fromEntries(followed.map(({ name, value }) => [name, value]));
    const original = { ...spec, datasets: { ...spec.datasets }, title: { ...spec.title } };
    const start = { datasets: original.datasets, params, height: spec.height };
    const chart = { figure, spec, view, meta, original, start, filtered: false, turn: 0 };
    charts.push(chart);
    listen(chart);
    if (meta.marks.length) {
      const help = document.createElement("p");
      help.className = "explore-help";
      help.textContent = filter.words.mark_help;
      figure.querySelector(".drawing").after(help);
    }
    follow(chart);
  });
  document.addEventListener("sitrep:filtered", ({ detail }) => {
    filter = detail;
    charts.forEach(follow);
  });
})();
