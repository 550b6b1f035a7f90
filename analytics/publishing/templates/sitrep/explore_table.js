"use strict";
// The table of what the filter leaves, sorted, searched and a page at a time; and the panel of what is behind a mark.
(() => {
  const section = document.querySelector(".explore-events");
  if (!section || !document.getElementById("explore-record")) return;
  const PAGE = 50;
  const LISTED = 100; // sentences in the panel
  const SVG = "http://www.w3.org/2000/svg";
  let filter = null;
  let sorted = { column: "date", down: true };
  let page = 0;
  let searched = "";

  const made = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => {
      if (key in element && typeof value !== "string") element[key] = value;
      else element.setAttribute(key, value);
    });
    element.append(...children);
    return element;
  };
  const apart = (text) => made("bdi", {}, text);

  // The words that fired, marked; whatever a report says, it is text.
  const sentence = (row) => {
    const place = made("bdi");
    let at = 0;
    row.marks.forEach(([start, end, role]) => {
      place.append(row.quote.slice(at, start), made("mark", { "data-role": role, title: role }, row.quote.slice(start, end)));
      at = end;
    });
    place.append(row.quote.slice(at) || (row.quote ? "" : filter.words.no_quote));
    return place;
  };

  // Credence by shape: as full as it is firm, dashed where it is only claimed, crossed where it is contradicted.
  const sign = (id) => {
    const look = filter.record.facets.credence?.options.find((option) => option.id === id);
    if (!look) return "";
    const svg = document.createElementNS(SVG, "svg");
    const draw = (name, attributes) => {
      const element = document.createElementNS(SVG, name);
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      svg.append(element);
    };
    Object.entries({ viewBox: "-1.2 -1.2 2.4 2.4", class: "explore-sign", "aria-hidden": "true" })
      .forEach(([key, value]) => svg.setAttribute(key, value));
    if (look.cross) draw("path", { d: look.cross, class: "cross" });
    else draw("circle", { r: 0.9, "fill-opacity": look.strength, "stroke-dasharray": look.strength ? "none" : "0.5 0.35" });
    return svg;
  };
  const cell = (row, column) => {
    if (column === "date") return [row.day];
    if (column === "quote") return [sentence(row)];
    const text = apart(textOf(row, column) || "\u2013");
    return [column === "credence" ? made("span", {}, sign(row.ids.credence?.[0]), " ", text) : text];
  };
  // Families of different columns share one: what each row is about.
  const about = (row) => filter.record.families[row.family].about.map((name) => row.cells[name]).filter(Boolean);
  const textOf = (row, column) => ({ date: row.day, quote: row.quote, about: about(row).join(" \u00b7 ") }[column]
    ?? row.cells[column] ?? "");

  // ---------------------------------------------------------------- the table
  const columnsOf = ({ families }) => {
    const [first, ...others] = Object.values(families);
    if (!others.length) return first.columns;
    const shared = first.columns.filter((name) => others.every(({ columns }) => columns.includes(name)));
    return [shared[0], "about", ...shared.slice(1)];
  };
  const matches = (row) => !searched
    || [row.day, row.quote, ...Object.values(row.cells)].some((text) => text.toLowerCase().includes(searched));
  const ordered = (rows) => {
    const { column, down } = sorted;
    const way = down ? -1 : 1;
    // Equal rows keep the order of the record, which is that of the reports; turned round, they turn with it.
    return rows.map((row, place) => [row, place]).sort(([one, first], [other, second]) => (
      way * (textOf(one, column).localeCompare(textOf(other, column), "en", { numeric: true }) || first - second)))
      .map(([row]) => row);
  };

  let parts = null;
  const build = () => {
    const { words, record } = filter;
    const columns = columnsOf(record);
    const caption = made("caption");
    const head = made("tr", {}, ...columns.map((column) => made(
      "th", { scope: "col" }, made("button", { type: "button", "data-column": column }, column))));
    const body = made("tbody");
    const table = made("table", { class: "cards" }, caption, made("thead", {}, head), body);
    const label = section.querySelector(".source-table")?.getAttribute("aria-label") ?? section.getAttribute("aria-label");
    const region = made("div", { class: "source-table", role: "region", tabindex: "0", "aria-label": label }, table);
    const search = made("input", { type: "search", name: "search", autocomplete: "off" });
    const button = (text, act) => {
      const element = made("button", { type: "button" }, text);
      element.addEventListener("click", act);
      return element;
    };
    const told = made("output", { "aria-live": "polite" });
    const turn = (by) => () => { page += by; draw(); region.scrollTop = 0; };
    const [previous, next] = [button(words.previous, turn(-1)), button(words.next, turn(1))];
    const bar = made("div", { class: "explore-pages" }, made("label", {}, words.found, " ", search), previous, told, next);
    // All rows that are left, not only those of the page that is shown, in their order.
    const all = () => ({ titles: columns, rows: left().map((row) => columns.map((column) => textOf(row, column))) });
    section.replaceChildren(bar, region, sitrep.bar(sitrep.csvButton(label, all, `${document.body.dataset.page}-events`)));
    search.addEventListener("input", () => { searched = search.value.trim().toLowerCase(); page = 0; draw(); });
    head.addEventListener("click", (event) => {
      const column = event.target.dataset?.column;
      if (!column) return;
      sorted = { column, down: sorted.column === column ? !sorted.down : false };
      page = 0;
      draw();
    });
    parts = { columns, caption, head, body, told, previous, next, label };
  };

  const left = () => ordered(filter.rows.filter(matches));
  const draw = () => {
    const { columns, caption, head, body, told, previous, next, label } = parts;
    const { words, fill, count } = filter;
    const rows = left();
    page = Math.max(0, Math.min(page, Math.ceil(rows.length / PAGE) - 1));
    const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
    body.replaceChildren(...shown.map((row) => made("tr", { "data-event": row.event }, ...columns.map((column) => (
      made("td", { "data-column": column }, ...cell(row, column)))))));
    [...head.cells].forEach((th, place) => {
      const own = columns[place] === sorted.column;
      if (own) th.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
    const first = page * PAGE + 1;
    told.textContent = rows.length
      ? fill(words.rows_shown, { first: count(first), last: count(first + shown.length - 1), all: count(rows.length) })
      : words.rows_none;
    const part = filter.active || searched;
    const counted = part ? fill(words.part, { n: count(rows.length), all: count(total()) }) : count(rows.length);
    caption.textContent = `${label}: ${counted}`;
    previous.disabled = page === 0;
    next.disabled = (page + 1) * PAGE >= rows.length;
  };
  const total = () => Object.values(filter.record.rows).reduce((n, { event }) => n + event.length, 0);

  document.addEventListener("sitrep:filtered", ({ detail }) => {
    filter = detail;
    page = 0;
    if (!total()) return; // the page says in words why there is no row
    if (!parts) build();
    draw();
  });

  // ---------------------------------------------------------------- the panel
  const dialog = made("dialog", { class: "explore-panel", "aria-labelledby": "explore-panel-title" });
  let opener = null;
  dialog.addEventListener("close", () => opener?.isConnected && opener.focus?.());
  // A click beside the panel closes it.
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  const item = (row) => {
    const { record } = filter;
    const told = record.families[row.family].columns.filter((name) => !["date", "quote", "report"].includes(name))
      .filter((name) => row.cells[name]);
    const facts = made("p", { class: "explore-facts" });
    told.forEach((name, place) => {
      facts.append(place ? " \u00b7 " : "", `${name}: `, ...(cell(row, name)));
    });
    const source = made("p", { class: "explore-source" }, apart(row.cells.report), `, ${row.day}`);
    return made("li", {}, made("blockquote", {}, sentence(row)), source, facts);
  };
  document.addEventListener("sitrep:show", ({ detail: { rows, from } }) => {
    const { words, fill, count, record } = filter;
    const { one, many } = record.families[rows[0].family];
    const title = fill(words.panel_title, { n: count(rows.length), many: rows.length === 1 ? one : many });
    const close = made("button", { type: "button" }, words.close);
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(
      made("div", { class: "explore-panel-head" }, made("h2", { id: "explore-panel-title" }, title), close),
      made("ol", {}, ...rows.slice(0, LISTED).map(item)),
      ...(rows.length > LISTED ? [made("p", {}, fill(words.panel_more, { n: count(LISTED) }))] : []),
    );
    opener = from;
    dialog.showModal();
    dialog.scrollTop = 0;
  });
})();
