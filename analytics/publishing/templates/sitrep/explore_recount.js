"use strict";
// What a chart shows of what a filter leaves: the same rows as the program made, counted anew. A chart names its way
// in `usermeta.sitrep`, with the numbers that its layout needs.
const recount = (() => {
  const rowsOf = (spec, layer) => spec.datasets[spec.layer.find(({ name }) => name === layer)?.data?.name] ?? [];
  const nameOf = (spec, layer) => spec.layer.find(({ name }) => name === layer)?.data?.name;
  const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);
  const tally = (cells, key) => {
    const counts = new Map();
    cells.forEach((cell) => counts.set(key(cell), (counts.get(key(cell)) ?? 0) + cell.n));
    return counts;
  };
  const groups = (rows, key) => {
    const found = new Map();
    rows.forEach((row) => found.set(key(row), [...(found.get(key(row)) ?? []), row]));
    return found;
  };
  const dayOf = (time) => String(time).slice(0, 10);
  const keyOf = (...parts) => JSON.stringify(parts);

  // Rates with their exact limits; a period without words, whether without a report or not chosen, stays a gap.
  const mentions = (spec, meta, filter) => {
    const words = new Map();
    filter.days.forEach(([day, n]) => words.set(filter.periodOf(day), (words.get(filter.periodOf(day)) ?? 0) + n));
    const counts = tally(filter.cells("mention"), ({ theater, day }) => keyOf(theater, filter.periodOf(day)));
    const { theater: chosen } = filter.chosen;
    const kept = rowsOf(spec, "lane_name").filter(({ theater }) => !chosen || chosen.has(theater));
    const bases = new Map(kept.map(({ theater }, place) => [theater, kept.length - 1 - place]));
    const total = sum([...words.values()]);
    const rows = rowsOf(spec, "periods").filter(({ theater }) => bases.has(theater)).map((row) => {
      const base = bases.get(row.theater);
      const n = counts.get(keyOf(row.theater, dayOf(row.period))) ?? 0;
      const per = words.get(dayOf(row.period));
      const told = per ? { n, words: per, rate: n, low: filter.record.limits[n][0], high: filter.record.limits[n][1] }
        : { n: null, words: null, rate: null, low: null, high: null };
      for (const column of ["rate", "low", "high"]) {
        if (per) told[column] *= meta.per / per;
        told[`y_${column}`] = per ? base + (meta.filled * Math.min(told[column], meta.top)) / meta.top : null;
      }
      return { ...row, base, ...told };
    });
    const means = tally(filter.cells("mention"), ({ theater }) => theater);
    const lanes = kept.map((lane) => {
      const base = bases.get(lane.theater);
      const mean = total ? (meta.per * (means.get(lane.theater) ?? 0)) / total : null;
      const text = mean === null ? null : `mean ${mean.toFixed(1)}`;
      return { ...lane, base, mean, label_at: base + meta.name_at, mean_text: text };
    });
    const gaps = rowsOf(spec, "periods_without_reports").map((gap) => ({ ...gap, top: lanes.length }));
    return {
      datasets: {
        [nameOf(spec, "periods")]: rows, [nameOf(spec, "lane_name")]: lanes,
        ...(gaps.length ? { [nameOf(spec, "periods_without_reports")]: gaps } : {}),
      },
      params: {
        lane_count: Math.max(1, lanes.length),
        lane_ticks: lanes.flatMap(({ base }) => [base, base + meta.filled]).sort((a, b) => a - b),
      },
      height: meta.lane * Math.max(1, lanes.length),
      empty: !rows.some(({ n }) => n),
      behind: (datum) => filter.rows.filter((row) => row.family === "mention" && row.ids.theater.includes(datum.theater)
        && filter.periodOf(row.day) === datum.day),
    };
  };

  // Bars: what is not contradicted, stacked from the axis; crosses: what is, added up at the edge.
  const advances = (spec, meta, filter) => {
    const moved = filter.cells("claim").filter(({ kind }) => meta.moves[kind]);
    const key = ({ theater, side, move, credence }) => keyOf(theater, side, move, credence);
    const counts = tally(moved, (cell) => key({ ...cell, move: meta.moves[cell.kind] }));
    const counted = (layer) => rowsOf(spec, layer).map((row) => ({ ...row, n: counts.get(key(row)) ?? 0 }))
      .filter(({ n }) => n > 0);
    const datasets = {};
    let most = 1;
    for (const layer of meta.bars) {
      const stacks = new Map();
      datasets[nameOf(spec, layer)] = counted(layer).map((row) => {
        const stack = keyOf(row.theater, row.favours);
        const under = stacks.get(stack) ?? 0;
        const upper = under + row.n;
        stacks.set(stack, upper);
        most = Math.max(most, upper);
        return { ...row, upper, from: row.sign * under, to: row.sign * upper };
      });
    }
    for (const layer of meta.crosses) {
      const rows = counted(layer);
      const crossed = tally(rows, ({ theater }) => theater);
      datasets[nameOf(spec, layer)] = rows.map((row) => ({ ...row, crossed: crossed.get(row.theater) }));
    }
    const left = Object.values(datasets).flat();
    const step = Math.max(1, Math.round(most / 4));
    const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
    return {
      datasets: { ...datasets, [nameOf(spec, "legend_sample")]: left.slice(0, 1) },
      params: { most, ticks: [...new Set(ticks.flatMap((n) => [n, -n]))].map((n) => n + 0).sort((a, b) => a - b) },
      empty: !left.length,
      behind: (datum) => filter.rows.filter(({ family, ids }) => family === "claim"
        && ids.theater.includes(datum.theater) && ids.side.includes(datum.side)
        && ids.credence.includes(datum.credence) && meta.moves[ids.kind[0]] === datum.move),
    };
  };

  return { ways: { mentions, advances }, rowsOf, nameOf, groups, keyOf, dayOf };
})();
