"use strict";
// The filter of a page: one form, one record, and an event that tells charts and table what is left.
(() => {
  const holder = document.getElementById("explore-record");
  const form = document.querySelector("form.explore");
  if (!holder || !form) return;
  const record = JSON.parse(holder.textContent);
  const { words } = record;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const count = (n) => n.toLocaleString("en");
  const days = record.days.map(([day]) => day);
  const [first, last] = [days[0] ?? "", days[days.length - 1] ?? ""];

  const MONDAY = 1;
  const periodOf = (day) => {
    if (record.every !== "week") return day;
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() - MONDAY + 7) % 7));
    return date.toISOString().slice(0, 10);
  };

  // Rows and cells as objects: columns and numbers are for the page's size.
  const rowsOf = (family, told) => told.event.map((event, n) => ({
    family, event, day: days[told.day[n]], quote: record.strings[told.quote[n]], marks: told.marks[n],
    at: told.at?.[n] ?? [],
    ids: Object.fromEntries(Object.entries(told.ids).map(([facet, ids]) => (
      [facet, ids[n].map((option) => record.facets[facet].options[option].id)]))),
    cells: Object.fromEntries(Object.entries(told.cells).map(([name, cells]) => [name, record.strings[cells[n]]])),
  }));
  const rows = Object.entries(record.rows).flatMap(([family, told]) => rowsOf(family, told));
  const keys = record.cube.keys;
  const cells = record.cube.rows.map((row) => {
    const cell = Object.fromEntries(keys.map((key, place) => [key, row[place]]));
    const ids = Object.fromEntries(Object.keys(record.facets).map((facet) => [facet, [cell[facet]]]));
    return { ...cell, n: row[keys.length], ids };
  });
  const facetsOf = (family) => record.families[family]?.facets ?? ["theater"];

  const fieldset = (facet) => [...form.elements].filter((box) => box.name === facet);
  const read = () => {
    const chosen = {};
    for (const [facet, { options }] of Object.entries(record.facets)) {
      const ids = fieldset(facet).filter((box) => box.checked).map((box) => options[Number(box.value)].id);
      if (ids.length) chosen[facet] = new Set(ids);
    }
    // A date field that is being typed, or holds a day beyond the record, limits nothing on that side.
    const from = form.elements.from?.value || first;
    const until = form.elements.until?.value || last;
    return { chosen, from: from > first ? from : first, until: until < last ? until : last };
  };
  const passing = ({ chosen, from, until }) => {
    const within = (day) => day >= from && day <= until;
    const fits = (row, facet) => (row.ids[facet] ?? []).some((id) => chosen[facet].has(id));
    // What a chart counts is asked for what its records have; a row of the table is asked for everything that is chosen.
    const passes = (row, facets, but) => within(row.day)
      && facets.every((facet) => facet === but || !chosen[facet] || fits(row, facet));
    return {
      counted: (row) => passes(row, facetsOf(row.family)),
      listed: (row, but) => passes(row, Object.keys(record.facets), but),
    };
  };
  const nameOf = (facet, id) => record.facets[facet].options.find((option) => option.id === id)?.name ?? id;
  const said = (facet, ids) => [...ids].map((id) => nameOf(facet, id)).join(words.either);

  // What is on, in words: those facets that a family of records has, and those that it does not have.
  const tell = ({ chosen, from, until }, family, fixed) => {
    const has = Object.keys(chosen).filter((facet) => facetsOf(family).includes(facet));
    const lacks = Object.keys(chosen).filter((facet) => !facetsOf(family).includes(facet));
    const on = has.map((facet) => `${record.facets[facet].label} ${said(facet, chosen[facet])}`);
    const [later, sooner] = [from > first, until < last];
    if (later && !fixed) on.push(fill(words.from_day, { day: from }));
    if (sooner && !fixed) on.push(fill(words.until_day, { day: until }));
    const many = record.families[family]?.many ?? words.mentions;
    return [
      on.length ? fill(words.filtered, { what: on.join("; ") }) : "",
      lacks.length
        ? fill(words.not_applied, { what: lacks.map((facet) => record.facets[facet].label).join(", "), many }) : "",
      fixed && (later || sooner) ? words.days_fixed : "",
    ].filter(Boolean);
  };

  const shown = form.querySelector(".explore-shown");
  const announce = (kept) => {
    const parts = Object.entries(record.families).map(([family, { many }]) => fill(words.shown_part, {
      n: count(kept.filter((row) => row.family === family).length),
      all: count(record.rows[family].event.length), many,
    }));
    shown.textContent = fill(words.shown, { told: parts.join(", ") });
  };
  const countOptions = (passes, chosen) => {
    for (const [facet, { options }] of Object.entries(record.facets)) {
      const counts = new Map();
      for (const row of rows) {
        if (row.ids[facet] && passes.listed(row, facet)) row.ids[facet].forEach((id) => counts.set(id, (counts.get(id) ?? 0) + 1));
      }
      for (const box of fieldset(facet)) {
        box.parentElement.querySelector(".explore-n").textContent = count(counts.get(options[Number(box.value)].id) ?? 0);
      }
      const ids = chosen[facet];
      const told = !ids ? words.all : ids.size > 1 ? fill(words.chosen, { n: ids.size }) : said(facet, ids);
      form.querySelector(`[data-facet="${facet}"] .explore-chosen`).textContent = told;
    }
  };

  const strip = dateStrip(form, days, (from, until) => {
    form.elements.from.value = from > first ? from : "";
    form.elements.until.value = until < last ? until : "";
  }, () => apply());

  const apply = () => {
    const now = read();
    const passes = passing(now);
    const kept = rows.filter((row) => passes.listed(row));
    const active = Object.keys(now.chosen).length > 0 || now.from > first || now.until < last;
    announce(kept);
    countOptions(passes, now.chosen);
    strip?.draw(kept, now.from, now.until);
    form.classList.toggle("active", active);
    form.querySelector(".explore-unfollowed").textContent = active ? words.unfollowed : "";
    document.dispatchEvent(new CustomEvent("sitrep:filtered", { detail: {
      record, words, fill, count, periodOf, active, ...now, rows: kept, first, last,
      days: record.days.filter(([day]) => day >= now.from && day <= now.until),
      rowsOf: (family) => rows.filter((row) => row.family === family && passes.counted(row)),
      cells: (family) => cells.filter((cell) => cell.family === family && passes.counted(cell)),
      tell: (family, fixed) => tell(now, family, fixed),
    } }));
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply)); // the controls are reset after this event
  // One open list at a time, and none after a click elsewhere or Escape: they lie over the page.
  const lists = [...form.querySelectorAll(".explore-facet")];
  const shut = (but) => lists.forEach((list) => { if (list !== but) list.open = false; });
  lists.forEach((list) => list.addEventListener("toggle", () => { if (list.open) shut(list); }));
  document.addEventListener("pointerdown", (event) => shut(event.target.closest(".explore-facet")));
  form.addEventListener("keydown", (event) => {
    const open = event.target.closest(".explore-facet[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  if (matchMedia("(max-width: 44rem)").matches) form.querySelector(".explore-all").open = false;
  form.hidden = !rows.length;
  apply();
})();
