"use strict";
// What all scripts of a page share: tables that can be taken away.
const sitrep = (() => {
  const RUNS = /^\s?[=+\-@\uff1d\uff0b\uff0d\uff20]/; // as a formula, in a spreadsheet
  const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
  const day = (text) => text.replace(/^(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?$/, "$1");
  const plain = (value) => day((Array.isArray(value) ? value.join("; ") : String(value ?? "")).replace(/\s+/g, " "));
  const cell = (value) => {
    const text = plain(value);
    const tamed = RUNS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return /[",]/.test(tamed) ? `"${tamed.replaceAll('"', '""')}"` : tamed;
  };
  const csv = ({ titles, rows }) => {
    const lines = [titles, ...rows].map((values) => `${values.map(cell).join(",")}\r\n`);
    return `\ufeff${lines.join("")}`; // the mark tells spreadsheets that it is UTF-8
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const element = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const button = (label, what, act) => {
    const made = element("button", label, { type: "button", "aria-label": `${label}: ${what}` });
    made.addEventListener("click", act);
    return made;
  };
  const csvButton = (what, rows, name) =>
    button("CSV", what, () => save(new Blob([csv(rows())], { type: "text/csv" }), `${name}.csv`));
  const bar = (...buttons) => {
    const made = element("p", "Download: ", { class: "downloads" });
    made.append(...buttons);
    return made;
  };
  // A table too wide for a phone becomes a list of cards there: each cell needs its column's name.
  const CARDS = 4; // columns
  const asCards = (table) => {
    const names = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent);
    if (names.length < CARDS) return;
    for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
      [...row.cells].forEach((each, column) => { each.dataset.column = names[column] ?? ""; });
    }
    table.classList.add("cards");
  };
  const DIGITS = 3; // of a fraction, for a reader; the CSV has them all
  const shown = (value) => (typeof value === "number" ? String(Number(value.toFixed(DIGITS))) : plain(value)) || "–";
  const table = ({ titles, rows }, label) => {
    const made = document.createElement("table");
    made.createTHead().insertRow().append(...titles.map((title) => element("th", title, { scope: "col" })));
    const body = made.createTBody();
    for (const row of rows) body.insertRow().append(...row.map((value) => element("td", shown(value))));
    asCards(made);
    const scrolls = element("div", "", { class: "source-table", role: "region", tabindex: "0", "aria-label": label });
    scrolls.append(made);
    return scrolls;
  };
  const rowsOf = (table) => ({
    titles: [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent),
    rows: [...table.tBodies].flatMap((body) => [...body.rows])
      .map((row) => [...row.cells].map(({ textContent }) => (textContent === "–" ? "" : textContent))),
  });
  return { asCards, bar, button, csvButton, element, rowsOf, save, table };
})();
(() => {
  // The page's time is its newest report's; how old that is, only the reader's clock knows.
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  for (const time of document.querySelectorAll("time[data-newest]")) {
    const days = Math.round((today - Date.parse(time.dateTime)) / 864e5); // a day alone is read as UTC
    const many = `${days.toLocaleString("en")} days`;
    time.nextElementSibling.textContent = ` (${days <= 0 ? "today" : days === 1 ? "yesterday" : `${many} ago`})`;
    const banner = time.closest("header").querySelector(".stale");
    if (!banner || days <= Number(time.dataset.rhythm)) continue;
    banner.querySelector(".late").textContent = days === 1 ? "a day" : many;
    banner.hidden = false;
  }
  // The table that a filter leads is made and taken away by its own script.
  [...document.querySelectorAll("main table:not(.explore-events table)")].forEach((table, number) => {
    sitrep.asCards(table);
    const about = (table.caption?.textContent ?? "a table").trim();
    const name = `${document.body.dataset.page ?? "index"}-table-${number + 1}`;
    const place = table.closest(".source-table") ?? table;
    place.after(sitrep.bar(sitrep.csvButton(about, () => sitrep.rowsOf(table), name)));
  });
  // What scrolls can be reached without a mouse.
  for (const list of document.querySelectorAll(".report-list")) {
    if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
  }
  // The contents stand at the side; where there is no side they are folded away, and fold again once they were used.
  const contents = document.querySelector(".toc details");
  if (contents) {
    const narrow = matchMedia("(max-width: 63.99rem)");
    const fit = () => { contents.open = !narrow.matches; };
    fit();
    narrow.addEventListener("change", fit);
    contents.addEventListener("click", (event) => { if (narrow.matches && event.target.closest("a")) contents.open = false; });
  }
  // Paper has nothing to unfold, and no file beside it: a link there would tell where on whose machine it was printed.
  const closed = new Set();
  const beside = new Map();
  addEventListener("beforeprint", () => {
    for (const link of document.querySelectorAll('a[href]:not([href^="http"], [href^="#"])')) {
      beside.set(link, link.getAttribute("href"));
      link.removeAttribute("href");
    }
    for (const details of document.querySelectorAll("main details:not([open], .explore details)")) {
      closed.add(details);
      details.dispatchEvent(new Event("fill"));
      details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    closed.clear();
    beside.forEach((href, link) => link.setAttribute("href", href));
    beside.clear();
  });
})();
