"use strict";
(() => {
  const TEXT = "currentColor";
  const named = { labelColor: TEXT, titleColor: TEXT };
  const lines = { ...named, tickColor: TEXT, domainColor: TEXT, gridColor: TEXT, gridOpacity: 0.15 };
  // For charts that bring no theme of their own; a specification's own `config` wins.
  const config = {
    background: "transparent", view: { stroke: "transparent" }, axis: lines, legend: named, header: named,
    title: { color: TEXT, subtitleColor: TEXT }, text: { color: TEXT }, rule: { color: TEXT },
  };

  // A chart draws what it holds. It loads nothing, shows no picture that is not in the page, and links only to the web.
  const allowed = { image: /^data:image\//i, href: /^https?:/i };
  const loader = {
    load: () => Promise.reject(new Error("a page loads nothing")),
    sanitize: (uri, options) => allowed[options?.context]?.test(uri)
      ? Promise.resolve({ href: uri, rel: "noopener noreferrer", target: "_blank" })
      : Promise.reject(new Error("not a link that a page may have")),
  };

  const escaped = (value) => String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const shown = (value) => escaped(typeof value === "object" && value !== null ? JSON.stringify(value) : value);
  // vega-tooltip turns a field called `image` into a picture and `title` into a heading: here they are fields.
  const formatTooltip = (value) => (typeof value !== "object" || value === null)
    ? shown(value)
    : `<table>${Object.entries(value).filter(([, v]) => v !== undefined)
        .map(([key, v]) => `<tr><th scope="row">${escaped(key)}</th><td>${shown(v)}</td></tr>`).join("")}</table>`;

  // The table behind a chart: what its tooltips show, under their titles; else the largest data set as it is. Layers
  // whose tooltips have the same titles are one table: the hollow and the crossed marks belong to it as the filled do.
  const NESTED = ["layer", "hconcat", "vconcat", "concat", "spec"];
  const parts = (spec) => NESTED.flatMap((key) => spec[key] ?? []);
  const hovered = (spec, inherited) => {
    const data = spec.data ?? inherited;
    const fields = [spec.encoding?.tooltip ?? []].flat().filter((shows) => shows.field);
    const own = fields.length ? [{ data, fields, titles: fields.map((shows) => shows.title ?? shows.field) }] : [];
    return own.concat(parts(spec).flatMap((part) => hovered(part, data)));
  };
  // A chart that holds the same numbers several times, for a control to choose from, names the rows that count once.
  const table = (spec) => {
    const once = Object.entries(spec.usermeta?.table ?? {});
    const counts = (row) => once.every(([field, value]) => !(field in row) || row[field] === value);
    const rowsOf = (data) => data?.values ?? spec.datasets?.[data?.name] ?? [];
    const found = hovered(spec, null)
      .map(({ data, fields, titles }) => ({ rows: rowsOf(data), fields: fields.map(({ field }) => field), titles }))
      .filter(({ rows, fields }) => fields.every((field) => field in (rows[0] ?? {})));
    const same = found.filter(({ titles }) => String(titles) === String(found[0].titles));
    const told = new Set(); // what is drawn by two layers, as a claim that is made and denied, is one row
    const lines = same.flatMap(({ rows, fields }) => {
      const fresh = rows.filter((row) => counts(row) && !told.has(JSON.stringify(row)));
      fresh.forEach((row) => told.add(JSON.stringify(row)));
      return fresh.map((row) => fields.map((field) => row[field]));
    });
    if (same.length) return { titles: same[0].titles, rows: lines };
    const sets = [...Object.values(spec.datasets ?? {}), spec.data?.values].filter(Array.isArray);
    const largest = sets.reduce((one, other) => (other.length > one.length ? other : one), []);
    const titles = Object.keys(largest[0] ?? {});
    return { titles, rows: largest.map((row) => titles.map((title) => row[title])) };
  };
  const ERRORS = 1; // not warnings: that a layer has no rows today is no news to a reader
  // Vega calls a layer without marks, or without a name, a symbol: nothing for a reader who hears the page.
  const hush = (place) => {
    for (const mark of place.querySelectorAll('[role="graphics-symbol"]:not([aria-label])')) {
      mark.removeAttribute("role");
      mark.removeAttribute("aria-roledescription");
      mark.setAttribute("aria-hidden", "true");
    }
  };
  const embed = (place, spec) => vegaEmbed(place, spec, {
    mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: ERRORS,
    config, loader, tooltip: { disableDefaultStyle: true, formatTooltip },
  });
  // A picture leaves the page: it is drawn anew with its title and caveats, on white, of one width on every screen.
  const png = async (spec) => {
    const place = document.createElement("div");
    place.className = "aside";
    document.body.append(place);
    const made = await embed(place, spec);
    const drawn = await made.view.toCanvas(2);
    made.finalize();
    place.remove();
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [drawn.width, drawn.height];
    const pen = sheet.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(drawn, 0, 0);
    return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
  };

  const { bar, button, csvButton, element, save } = sitrep;
  // Beside a slider Vega writes its number: where a chart has words for it, they are said instead.
  const sayControls = (figure, view, spec) => {
    for (const [control, words] of Object.entries(spec.usermeta?.words ?? {})) {
      const input = figure.querySelector(`.vega-bind input[name="${CSS.escape(control)}"]`);
      if (!input) continue;
      input.nextElementSibling?.remove();
      const say = (_, lines) => input.setAttribute("aria-valuetext", [lines].flat().join(" ").trim());
      say(words, view.signal(words));
      view.addSignalListener(words, say);
    }
  };

  const addDownloads = (figure, spec, name) => {
    const about = figure.querySelector("figcaption strong")?.textContent ?? "chart";
    const offered = [button("PNG", `the chart as a picture, ${about}`, async () => save(await png(spec), `${name}.png`))];
    if (table(spec).rows.length) {
      // Read when it is asked for: a filter changes what the chart shows, and the file holds just that.
      offered.push(csvButton(`its numbers as a table, ${about}`, () => table(spec), name));
      const details = element("details", "", { class: "numbers" });
      const summary = element("summary", "The numbers as a table");
      details.append(summary);
      // Made when it is asked for: most readers look at the chart.
      const fill = () => details.replaceChildren(summary, sitrep.table(table(spec), `Numbers: ${about}`));
      const first = () => { if (details.childElementCount === 1) fill(); };
      details.addEventListener("fill", first);
      details.addEventListener("toggle", first);
      figure.addEventListener("sitrep:followed", () => { if (details.childElementCount > 1) fill(); });
      figure.append(details);
    }
    figure.append(bar(...offered));
  };

  [...document.querySelectorAll("figure.chart")].forEach(async (figure, number) => {
    const place = figure.querySelector(".drawing");
    const spec = JSON.parse(figure.querySelector("script").textContent);
    // The page's caption wraps where a title inside the drawing would be cut off.
    const { title, ...untitled } = spec;
    try {
      const { view } = await embed(place, figure.querySelector("figcaption") ? untitled : spec);
      sayControls(figure, view, spec);
      hush(place);
      new MutationObserver(() => hush(place)).observe(place, { childList: true, subtree: true });
      addDownloads(figure, spec, `${document.body.dataset.page}-${number + 1}`);
      document.dispatchEvent(new CustomEvent("sitrep:drawn", { detail: { figure, spec, view } }));
      figure.dataset.state = "drawn";
    } catch (error) {
      figure.dataset.state = "failed";
      place.textContent = `This chart could not be drawn: ${error.message}`;
      console.error(error);
    }
  });
})();
