"use strict";
// What a chart shows of what a filter leaves: the same rows as the program made, counted anew. A chart names its way
// in `usermeta.explore`, with the numbers that its layout needs.
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

  // Rates with the limits of counting alone, since only the program can draw reports anew; a period without words, whether without a report or not chosen, stays a gap.
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
      const rated = (count) => (per ? (count * meta.per) / per : null);
      const [low, high] = filter.record.limits[n].map(rated);
      const told = { rate: rated(n), low, high, shown_low: low, shown_high: high, wide_low: null, wide_high: null };
      const basis = per ? { basis: meta.basis, basis_name: meta.basis_name } : { basis: null, basis_name: null };
      for (const column of ["rate", "shown_low", "shown_high"]) {
        told[`y_${column}`] = per ? base + (meta.filled * Math.min(told[column], meta.top)) / meta.top : null;
      }
      return { ...row, base, n: per ? n : null, words: per ?? null, ...told, ...basis };
    });
    const means = tally(filter.cells("mention"), ({ theater }) => theater);
    const lanes = kept.map((lane) => {
      const base = bases.get(lane.theater);
      const mean = total ? (meta.per * (means.get(lane.theater) ?? 0)) / total : null;
      const text = mean === null ? null : `mean ${mean.toFixed(1)}`;
      return { ...lane, base, mean, label_at: base + meta.name_at, mean_text: text };
    });
    return {
      datasets: { [nameOf(spec, "periods")]: rows, [nameOf(spec, "lane_name")]: lanes },
      caution: filter.words.counting_alone,
      params: {
        lane_count: Math.max(1, lanes.length),
        lane_ticks: lanes.flatMap(({ base }) => [base, base + meta.filled]).sort((a, b) => a - b),
      },
      height: meta.lane * Math.max(1, lanes.length),
      empty: !rows.some(({ n }) => n),
      behind: (datum) => filter.rowsOf("mention").filter((row) => row.ids.theater.includes(datum.theater)
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
      const summed = rows.map((row) => ({ ...row, crossed: crossed.get(row.theater) }));
      // One number a theater, however many rows it sums up.
      datasets[nameOf(spec, `${layer}_count`)] = summed
        .filter((row, place) => summed.findIndex(({ theater }) => theater === row.theater) === place);
      datasets[nameOf(spec, layer)] = summed;
    }
    const left = Object.values(datasets).flat();
    const step = Math.max(1, Math.round(most / 4));
    const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
    return {
      datasets: { ...datasets, [nameOf(spec, "legend_sample")]: left.slice(0, 1) },
      params: { most, ticks: [...new Set(ticks.flatMap((n) => [n, -n]))].map((n) => n + 0).sort((a, b) => a - b) },
      empty: !left.length,
      behind: (datum) => filter.rowsOf("claim").filter(({ ids }) => ids.theater.includes(datum.theater)
        && ids.side.includes(datum.side) && ids.credence.includes(datum.credence) && meta.moves[ids.kind[0]] === datum.move),
    };
  };

  // The map: a mark a place, favoured side and move, as full as the firmest claim that is left.
  const map = (spec, meta, filter) => {
    const { theater, side: sides } = filter.chosen;
    const order = Object.keys(meta.credences);
    const key = ({ lat, lon, favours, move }) => keyOf(lat, lon, favours, move);
    // A slider holds every mark once for all days, and again for each of its steps.
    const steps = spec.usermeta.steps ?? [[filter.first, filter.last]];
    const within = (step, day) => day >= steps[step ?? 0][0] && day <= steps[step ?? 0][1];
    const found = new Map();
    for (const row of filter.rowsOf("claim").filter(({ ids }) => meta.moves[ids.kind[0]])) {
      const move = meta.moves[row.ids.kind[0]];
      const points = row.at.filter((point) => !theater || theater.has(point[2]));
      const told = row.ids.side.filter((id) => !sides || sides.has(id)).map((id) => meta.favours[move][id]);
      for (const favours of new Set(told)) {
        points.forEach(([lat, lon]) => {
          const at = key({ lat, lon, favours, move });
          found.set(at, [...(found.get(at) ?? []), { credence: row.ids.credence[0], day: row.day }]);
        });
      }
    }
    const drawn = meta.marks.filter((name) => nameOf(spec, name));
    const known = new Map(drawn.flatMap((name) => rowsOf(spec, name)).map((row) => [keyOf(row.step ?? 0, key(row)), row]));
    const inOrder = [...known.values()]
      .sort((a, b) => (a.step ?? 0) - (b.step ?? 0) || a.lat - b.lat || a.lon - b.lon);
    const left = inOrder.flatMap((row) => {
      const told = (found.get(key(row)) ?? []).filter(({ day }) => within(row.step, day));
      if (!told.length) return [];
      const counts = order.map((id) => [id, told.filter(({ credence }) => credence === id).length]).filter(([, n]) => n);
      const firm = counts.find(([id]) => !meta.contradicted.includes(id))?.[0] ?? null;
      const crossed = counts.filter(([id]) => meta.contradicted.includes(id)).pop()?.[0] ?? null;
      const days = told.map(({ day }) => day).sort();
      return [{
        ...row, n: told.length, credence: firm, credence_name: firm && meta.credences[firm], crossed,
        told: counts.map(([id, n]) => `${n} ${meta.credences[id]}`).join(", "),
        days: spanText(days[0], days[days.length - 1]), mark: firm && `${row.favours}, ${firm}`,
      }];
    });
    const favours = new Map(drawn.flatMap((name) => rowsOf(spec, name).map((row) => [name, row.favours])));
    const datasets = Object.fromEntries(drawn.map((name) => {
      const [what] = name.split("_");
      const own = left.filter((row) => row.favours === favours.get(name));
      const moved = { gains: "gain", withdrawals: "withdrawal" }[what];
      return [nameOf(spec, name), own.filter((row) => (moved ? row.move === moved && row.credence : row.crossed === what))];
    }));
    const places = new Set(left.map(({ step, lat, lon }) => keyOf(step, lat, lon)));
    for (const name of ["points", "near_rings"].filter((layer) => nameOf(spec, layer))) {
      datasets[nameOf(spec, name)] = rowsOf(spec, name).filter(({ step, lat, lon }) => places.has(keyOf(step, lat, lon)));
    }
    const counts = steps.map((_, step) => sum(left.filter((row) => (row.step ?? 0) === step).map(({ n }) => n)));
    return {
      datasets, empty: !left.length,
      params: (spec.params ?? []).some(({ name }) => name === "map_counts") ? { map_counts: counts } : {},
      behind: (datum) => filter.rowsOf("claim").filter(({ ids, at, day }) => within(datum.step, day)
        && ids.side.some((side) => meta.favours[datum.move]?.[side] === datum.favours)
        && meta.moves[ids.kind[0]] === datum.move && at.some(([lat, lon]) => lat === datum.lat && lon === datum.lon)),
    };
  };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  // A span of days as briefly as it can be read: what both days share is said once.
  const spanText = (from, until) => {
    const [one, two] = [from, until].map((day) => day.split("-").map(Number));
    const text = ([year, month, day]) => `${day} ${MONTHS[month - 1]} ${year}`;
    if (from === until) return text(one);
    if (one[0] !== two[0]) return `${text(one)} to ${text(two)}`;
    return one[1] === two[1] ? `${one[2]} to ${text(two)}` : `${one[2]} ${MONTHS[one[1] - 1]} to ${text(two)}`;
  };

  // Acts on stacks, a lane a topic: of what does not fit, one of each kind comes first and the rest is counted.
  const diplomacy = (spec, meta, filter) => {
    const { options } = filter.record.facets.topic;
    const names = new Map(filter.record.facets.kind.options.map(({ id, name }) => [id, name]));
    const rank = new Map(meta.kinds.map((kind, place) => [kind, place]));
    const known = new Map(["in_own_voice", "passed_on"].flatMap((name) => rowsOf(spec, name)).map((act) => [act.event_id, act]));
    const acts = filter.rowsOf("diplomacy").map((row) => ({
      event_id: row.event, date: `${row.day}T00:00:00`, period: `${filter.periodOf(row.day)}T00:00:00`,
      topic: row.ids.topic[0], kind: row.ids.kind[0], act: names.get(row.ids.kind[0]), who: row.cells.actor,
      whom: row.cells.toward, voice: row.cells.claimant, standing: row.cells.credence, credence: row.ids.credence[0],
      quote: row.quote, report: row.cells.report, topic_name: row.cells.topic, ...known.get(row.event),
    }));
    const stacks = groups(acts, ({ topic, period }) => keyOf(topic, period));
    const kindOf = (act) => rank.get(act.kind) ?? rank.size;
    const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    for (const stack of stacks.values()) {
      stack.sort((a, b) => kindOf(a) - kindOf(b) || less(a.date, b.date) || less(a.report, b.report) || less(a.event_id, b.event_id));
      const seen = new Map();
      stack.forEach((act) => { act.nth = seen.get(act.kind) ?? 0; seen.set(act.kind, act.nth + 1); });
      stack.sort((a, b) => a.nth - b.nth || kindOf(a) - kindOf(b));
      const fits = stack.splice(0, meta.stack).sort((a, b) => kindOf(a) - kindOf(b) || a.nth - b.nth);
      stack.unshift(...fits);
    }
    let bottom = 0;
    const lanes = [];
    for (const { id, name } of options) {
      const own = [...stacks.values()].filter(([first]) => first.topic === id);
      if (!own.length) continue;
      const n = own.reduce((all, { length }) => all + length, 0);
      const len = Math.max(...own.map(({ length }) => length));
      const top = bottom;
      bottom += Math.min(len, meta.stack + 1) + meta.room;
      lanes.push({ topic: id, topic_name: name, len, n, bottom, top, name_at: top + meta.name_at, lane_name: `${name} (${n})` });
    }
    const floors = new Map(lanes.map((lane) => [lane.topic, lane.bottom]));
    const more = [];
    for (const stack of stacks.values()) {
      stack.forEach((act, place) => {
        Object.assign(act, { together: stack.length, place, y: floors.get(act.topic) - 0.5 - place });
        delete act.nth;
      });
      const over = stack[meta.stack];
      if (over) more.push({ period: over.period, above: over.y + 0.1, more: `+${stack.length - meta.stack}` });
    }
    const shown = acts.filter(({ place }) => place < meta.stack)
      .sort((a, b) => less(a.period, b.period) || less(a.topic, b.topic) || a.place - b.place);
    const layers = Object.entries(meta.layers).filter(([name]) => nameOf(spec, name));
    return {
      datasets: {
        [nameOf(spec, "more_than_fits")]: more,
        [nameOf(spec, "lane_floors")]: lanes,
        ...Object.fromEntries(layers.map(([name, credences]) => (
          [nameOf(spec, name), shown.filter(({ credence }) => credences.includes(credence))]))),
      },
      params: { lanes_bottom: Math.max(1, bottom) },
      height: Math.max(meta.step, Math.round(meta.step * bottom)),
      empty: !acts.length,
      behind: (datum) => filter.rowsOf("diplomacy").filter(({ event }) => event === datum.event_id),
    };
  };

  // Two weeks side by side: only the lanes can be chosen, the weeks are what is compared.
  const weeks = (spec, meta, filter) => {
    const { theater: chosen } = filter.chosen;
    const kept = rowsOf(spec, "lanes").filter(({ theater }) => !chosen || chosen.has(theater));
    const lanes = new Map(kept.map(({ theater }, lane) => [theater, lane]));
    const datasets = Object.fromEntries(spec.layer.map(({ name }) => [nameOf(spec, name), rowsOf(spec, name)
      .filter(({ theater }) => lanes.has(theater)).map((row) => {
        const lane = lanes.get(row.theater);
        return { ...row, lane, ...Object.fromEntries(Object.entries(meta.places).map(([name, at]) => [name, lane + at])) };
      })]));
    const count = Math.max(1, kept.length);
    return { datasets, params: { lane_count: count }, height: meta.lane * count, empty: !kept.length };
  };

  // Claims from first report to end: a lane stays as it was drawn, or goes.
  const lanes = (spec, meta, filter) => {
    const { theater, side, kind, credence } = filter.chosen;
    const meets = (ids, own) => !ids || own.some((id) => ids.has(id));
    const kept = rowsOf(spec, "claims").filter((row) => meets(theater, [row.theater]) && meets(side, [row.actor])
      && meets(kind, [row.kind]) && meets(credence, row.credences)
      && dayOf(row.first) <= filter.until && dayOf(row.end) >= filter.from);
    const at = new Map(kept.map(({ number }, lane) => [number, lane]));
    const datasets = Object.fromEntries(spec.layer.map(({ name }) => [nameOf(spec, name), rowsOf(spec, name)
      .filter(({ number }) => at.has(number)).map((row) => ({
        ...row, ...Object.fromEntries(Object.entries(meta.places).map(([name, place]) => [name, at.get(row.number) + place])),
      }))]));
    const count = Math.max(1, kept.length);
    return { datasets, params: { lane_count: count }, height: meta.lane * count, empty: !kept.length };
  };

  // Who acts toward whom, among the actors of the matrix.
  const dyads = (spec, meta, filter) => {
    const actors = new Set(rowsOf(spec, "cells").map(({ source }) => source));
    const cells = new Map();
    for (const { event } of filter.rowsOf("diplomacy").filter((row) => meta.acts[row.event])) {
      const { pairs, of } = meta.acts[event];
      for (const [source, target] of pairs.filter((pair) => pair.every((actor) => actors.has(actor)))) {
        const none = Object.fromEntries(meta.classes.map((name) => [name, 0]));
        const cell = cells.get(keyOf(source, target)) ?? { source, target, n: 0, ...none };
        cell.n += 1;
        if (of) cell[of] += 1;
        cells.set(keyOf(source, target), cell);
      }
    }
    const toned = (cell, tone) => sum(meta.classes.filter((name) => name.endsWith(tone)).map((name) => cell[name]));
    const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const rows = [...cells.values()].map((cell) => {
      const lead = toned(cell, "cooperation") - toned(cell, "conflict");
      return { ...cell, balance: meta.balances[lead > 0 ? "cooperation" : lead < 0 ? "conflict" : "even"] };
    }).sort((a, b) => b.n - a.n || less(a.source, b.source) || less(a.target, b.target));
    return {
      datasets: { [nameOf(spec, "pairs")]: rows }, empty: !rows.length,
      behind: (datum) => filter.rowsOf("diplomacy").filter(({ event }) => (meta.acts[event]?.pairs ?? [])
        .some(([source, target]) => source === datum.source && target === datum.target)),
    };
  };

  return { ways: { mentions, advances, map, diplomacy, weeks, lanes, dyads } };
})();
