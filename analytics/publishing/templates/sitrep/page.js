"use strict";
(() => {
  // The page's time is its newest report's; how old that is, only the reader's clock knows.
  const STALE_DAYS = 3;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  for (const time of document.querySelectorAll("time[data-newest]")) {
    const days = Math.round((today - Date.parse(time.dateTime)) / 864e5); // a day alone is read as UTC
    const age = days <= 0 ? "today" : days === 1 ? "yesterday" : `${days.toLocaleString("en")} days ago`;
    time.parentElement.querySelector(".age").textContent = ` (${age})`;
    if (days > STALE_DAYS) time.parentElement.classList.add("stale");
  }
  // A table too wide for a phone becomes a list of cards there: each cell needs its column's name.
  for (const table of document.querySelectorAll("main table")) {
    const names = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent);
    if (names.length < 4) continue;
    for (const body of table.tBodies) {
      for (const row of body.rows) {
        [...row.cells].forEach((cell, column) => { cell.dataset.column = names[column] ?? ""; });
      }
    }
    table.classList.add("cards");
  }
  // What scrolls can be reached without a mouse.
  for (const list of document.querySelectorAll(".report-list")) {
    if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
  }
})();
