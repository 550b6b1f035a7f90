"use strict";
(() => {
  const TEXT = "currentColor";
  const lines = { labelColor: TEXT, titleColor: TEXT, tickColor: TEXT, domainColor: TEXT, gridColor: TEXT, gridOpacity: 0.15 };
  const named = { labelColor: TEXT, titleColor: TEXT };
  // For charts that bring no theme of their own; a specification's own `config` wins.
  const config = {
    background: "transparent", axis: lines, legend: named, header: named,
    title: { color: TEXT, subtitleColor: TEXT }, text: { color: TEXT }, rule: { color: TEXT }, view: { stroke: "transparent" },
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

  // The table behind a chart: what its tooltip shows, under the tooltip's titles; else the largest data set as it is.
  const parts = (spec) => ["layer", "hconcat", "vconcat", "concat"].flatMap((key) => spec[key] ?? []).concat(spec.spec ?? []);
  const hovered = (spec, data) => {
    const own = spec.data ?? data;
    const tooltip = spec.encoding?.tooltip;
    if (Array.isArray(tooltip) && tooltip.some((t) => t.field)) return { data: own, columns: tooltip.filter((t) => t.field) };
    for (const part of parts(spec)) {
      const found = hovered(part, own);
      if (found) return found;
    }
    return null;
  };
  const rowsOf = (spec, data) => data?.values ?? spec.datasets?.[data?.name] ?? [];
  const table = (spec) => {
    const found = hovered(spec, null);
    const rows = found ? rowsOf(spec, found.data) : [];
    if (rows.length && found.columns.every((c) => c.field in rows[0])) {
      return { rows, columns: found.columns.map((c) => [c.field, c.title ?? c.field]) };
    }
    const sets = [...Object.values(spec.datasets ?? {}), spec.data?.values ?? []].filter(Array.isArray);
    const largest = sets.reduce((a, b) => (b.length > a.length ? b : a), []);
    return { rows: largest, columns: Object.keys(largest[0] ?? {}).map((name) => [name, name]) };
  };
  const cell = (value) => {
    let text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
    if (typeof value !== "number" && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text)) text = `'${text}`; // a spreadsheet would run it
    text = text.replace(/^(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?$/, "$1");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = ({ rows, columns }) => `\ufeff${[columns.map(([, title]) => cell(title)), ...rows.map((row) => columns.map(([name]) => cell(row[name])))]
    .map((line) => line.join(",")).join("\r\n")}\r\n`;

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const ERRORS = 1; // not warnings: that a layer has no rows today is no news to a reader
  const embed = (place, spec) => vegaEmbed(place, spec, {
    mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: ERRORS, config, loader,
    tooltip: { disableDefaultStyle: true, formatTooltip },
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

  const addDownloads = (figure, spec, name) => {
    const about = figure.querySelector("figcaption strong")?.textContent ?? "chart";
    const button = (label, what, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.setAttribute("aria-label", `${label}: ${what}, ${about}`);
      made.addEventListener("click", act);
      return made;
    };
    const bar = document.createElement("p");
    bar.className = "downloads";
    bar.append("Download: ", button("PNG", "the chart as a picture", async () => save(await png(spec), `${name}.png`)));
    const data = table(spec);
    if (data.rows.length) {
      bar.append(button("CSV", "its numbers as a table", () => save(new Blob([csv(data)], { type: "text/csv" }), `${name}.csv`)));
    }
    figure.append(bar);
  };

  [...document.querySelectorAll("figure.chart")].forEach(async (figure, number) => {
    const place = figure.querySelector(".drawing");
    const spec = JSON.parse(figure.querySelector("script").textContent);
    // The page's caption wraps where a title inside the drawing would be cut off.
    const { title, ...untitled } = spec;
    try {
      await embed(place, figure.querySelector("figcaption") ? untitled : spec);
      addDownloads(figure, spec, `${document.body.dataset.page}-${number + 1}`);
      figure.dataset.state = "drawn";
    } catch (error) {
      figure.dataset.state = "failed";
      place.textContent = `This chart could not be drawn: ${error.message}`;
      console.error(error);
    }
  });
})();
