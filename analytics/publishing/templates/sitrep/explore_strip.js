"use strict";
// The strip above a page: how many rows each day has, where no report is, and a brush for the days. The date fields
// beside it do the same by keyboard.
const dateStrip = (form, days, choose, done) => {
  const place = form.querySelector(".explore-strip");
  if (!place || days.length < 2) return null;
  const DAY = 864e5;
  const HEIGHT = 28;
  const start = Date.parse(days[0]);
  const size = (Date.parse(days[days.length - 1]) - start) / DAY + 1;
  const dayAt = (n) => new Date(start + n * DAY).toISOString().slice(0, 10);
  const numberOf = (day) => (Date.parse(day) - start) / DAY;
  const made = (name, attributes, parent) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    parent?.append(element);
    return element;
  };
  const svg = made("svg", { viewBox: `0 0 ${size} ${HEIGHT}`, preserveAspectRatio: "none" }, place);
  const known = new Set(days);
  for (let n = 0; n < size; n += 1) {
    if (!known.has(dayAt(n))) made("rect", { class: "gap", x: n, y: 0, width: 1, height: HEIGHT }, svg);
  }
  const bars = made("g", { class: "bars" }, svg);
  const brush = made("rect", { class: "brush", y: 0, height: HEIGHT, x: 0, width: size }, svg);

  let most = 0; // of the whole record: a filter makes bars shorter, not the scale
  const draw = (rows, from, until) => {
    const counts = new Map();
    rows.forEach(({ day }) => counts.set(day, (counts.get(day) ?? 0) + 1));
    most = Math.max(most, 1, ...counts.values());
    bars.replaceChildren(...days.map((day) => {
      const high = (HEIGHT * (counts.get(day) ?? 0)) / most;
      return made("rect", { x: numberOf(day) + 0.08, width: 0.84, y: HEIGHT - high, height: high });
    }));
    const [left, right] = [Math.max(0, numberOf(from)), Math.min(size - 1, numberOf(until))];
    brush.setAttribute("x", left);
    brush.setAttribute("width", Math.max(0, right - left + 1));
  };

  let began = null;
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.min(size - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * size)));
  };
  const stretch = (event) => {
    const [left, right] = [Math.min(began, under(event)), Math.max(began, under(event))];
    brush.setAttribute("x", left);
    brush.setAttribute("width", right - left + 1);
    choose(dayAt(left), dayAt(right));
  };
  svg.addEventListener("pointerdown", (event) => {
    began = under(event);
    svg.setPointerCapture(event.pointerId);
    stretch(event);
  });
  svg.addEventListener("pointermove", (event) => { if (began !== null) stretch(event); });
  const end = () => {
    if (began === null) return;
    began = null;
    done();
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  svg.addEventListener("dblclick", () => { choose(days[0], days[days.length - 1]); done(); });
  return { draw };
};
