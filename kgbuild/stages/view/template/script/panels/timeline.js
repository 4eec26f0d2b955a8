"use strict";

// The timeline: one row for each entity that something is told of with a date, its relations as bars.
(() => {
  const { make, svg, clean, counted } = kgbuild.dom;
  const { action, number } = kgbuild.parts;

  const ROWS = 40; // at first, and with each "more"
  const LANE = 22; // px, all of these
  const BAR = 14;
  const GAP = 10;
  const TOP = 34;
  const SHORTEST = 8;
  const OPEN = 13; // of a beginning or an end that is not told
  const GLYPH = 6.6; // about the width of a letter of the bars' text
  const DIGIT = 7.5; // at most, of the axis
  const PADDING = 12;
  const NARROW = 600; // below, names stand above their bars
  const ZOOM = 1.6;

  const isolated = (text, most) => `\u2068${clean(text, most)}\u2069`;

  /** The rows: for each entity the edges of which it is the subject, and that have a date, the most important first. */
  function rowsOf(view, withCited) {
    const { data } = view;
    const { edge: shown } = view.visible();
    const rows = new Map();
    for (const edge of data.edges) {
      if (!shown[edge.at]) continue;
      const span = kgbuild.charts.held(data, edge);
      if (!span || !(span.told || withCited)) continue;
      if (!rows.has(edge.subject)) rows.set(edge.subject, []);
      rows.get(edge.subject).push({ edge, span });
    }
    const sorted = [...rows].map(([entity, bars]) => ({ entity, bars: bars.sort(earlier) }));
    return sorted.sort((one, two) => data.entities[one.entity].rank - data.entities[two.entity].rank);
  }

  const earlier = (one, two) => one.span.from - two.span.from || one.span.to - two.span.to || one.edge.at - two.edge.at;

  function extent(rows, { from, to }) {
    const { dayOf } = kgbuild.dates;
    const spans = rows.flatMap(({ bars }) => bars.map(({ span }) => span));
    const first = Math.min(...spans.map((span) => span.from));
    const last = Math.max(...spans.map((span) => span.to));
    const margin = Math.max(15, Math.round((last - first) * 0.03));
    return { from: from ? dayOf(from) : first - margin, to: to ? dayOf(to, true) : last + margin };
  }

  /** Put bars that would cover each other, or each other's words, into lanes of their own; tells how many. */
  function intoLanes(bars) {
    const lanes = [];
    for (const bar of bars) {
      const free = (lane) => lane.every(({ first, last }) => last < bar.first || first > bar.last);
      let lane = lanes.findIndex(free);
      if (lane < 0) lane = lanes.push([]) - 1;
      lanes[lane].push(bar);
      bar.lane = lane;
    }
    return lanes.length;
  }

  kgbuild.panel("timeline", (view) => {
    const { state, data, theme } = view;
    const place = document.getElementById("timeline");
    const frame = make("div", {
      className: "frame",
      tabIndex: 0,
      role: "group",
      ariaLabel: "Timeline; arrow keys go from one entry to the next",
    });
    const note = make("p", { className: "note soft" });
    let most = ROWS;
    let whole = null; // from when to when there is something; null for nothing
    let namesWidth = 200; // px, for the names at the left
    let drawn = null; // the rows that are drawn, from when to when, and how wide
    const isTold = data.edges.some(({ from, to }) => from || to);
    const withCited = () => state.get().undated ?? !isTold;

    const cited = make("input", { type: "checkbox" });
    cited.addEventListener("change", () => state.set({ undated: cited.checked, stretch: null }));
    const controls = make(
      "div",
      { className: "controls", role: "group", ariaLabel: "Timeline" },
      action("earlier", () => move(-0.4), "← Earlier"),
      action("later", () => move(0.4), "Later →"),
      action("closer", () => zoom(1 / ZOOM), "Closer"),
      action("wider", () => zoom(ZOOM), "Wider"),
      action("all", () => look(null), "All"),
      make("label", {}, cited, "also what has no date, on the day of its report"),
    );
    const more = action(
      "more",
      () => {
        most += ROWS;
        paint();
      },
      "",
    );
    more.className = "more";
    more.hidden = true;
    place.append(controls, frame, more, note);

    const look = (stretch) => state.set({ stretch });

    function move(share) {
      if (!whole) return;
      const { from, to } = state.get().stretch ?? whole;
      const days = Math.round((to - from) * share);
      look({ from: from + days, to: to + days });
    }

    /** The day in the middle of the entries in sight: coming closer is to lead to them. */
    function middleOf({ from, to }) {
      const days = drawn.rows.flatMap(({ bars }) => bars.map(({ span }) => (span.from + span.to) / 2));
      const seen = days.filter((day) => day >= from && day <= to).sort((one, two) => one - two);
      return seen[Math.floor(seen.length / 2)] ?? (from + to) / 2;
    }

    function zoom(factor, middle) {
      if (!whole) return;
      const now = state.get().stretch ?? whole;
      const days = Math.round(Math.min(Math.max((now.to - now.from) * factor, 10), 400 * 365));
      const centre = middle ?? (factor < 1 ? middleOf(now) : (now.from + now.to) / 2);
      const share = middle === undefined ? 0.5 : (centre - now.from) / (now.to - now.from);
      const begin = Math.round(centre - days * share);
      // What comes closer was in sight before.
      const from = factor < 1 ? Math.min(Math.max(begin, now.from), now.to - days) : begin;
      look({ from, to: from + days });
    }

    // ---- painting --------------------------------------------------------------------------------------

    /** Where a bar goes, and its words: in it if they fit, else after it, else before it. */
    function barOf({ edge, span }, entity, x, end) {
      const left = x(span.from);
      const right = Math.max(x(span.to + 1), left + SHORTEST);
      const words = `${kgbuild.words.phrase(edge.type, edge.modality)} `;
      const name = data.entities[edge.object].name;
      const label = `${clean(data.entities[entity].name)} ${words}${clean(name)}, ${span.when}`;
      const room = Math.max(end - right, left - namesWidth, Math.min(right, end) - Math.max(left, namesWidth));
      const text = `${words}${isolated(name, Math.min(Math.max(room / GLYPH - words.length - 2, 6), 40))}`;
      const long = text.length * GLYPH;
      const seen = Math.max(left, namesWidth);
      const bar = { edge, span, left, right, label, text };
      if (seen + long + 10 <= Math.min(right, end))
        return { ...bar, first: left, last: right, at: seen + 5, anchor: "start", inside: true };
      const [before, behind] = [span.told && !span.fromKnown ? OPEN : 0, span.told && !span.toKnown ? OPEN : 0];
      const after = right + behind + long + 6 <= end || end - right >= left - namesWidth;
      if (after)
        return { ...bar, first: left - before, last: right + behind + long + 10, at: right + behind + 5, anchor: "start" };
      return {
        ...bar,
        first: left - before - long - 10,
        last: right + behind,
        at: Math.min(left, end) - before - 5,
        anchor: "end",
      };
    }

    function drawBar(bar, y) {
      const { edge, span } = bar;
      const colour = theme.type(edge.type);
      const chosen = state.get().selection?.edge === edge.at;
      const slim = !span.told && !bar.inside; // its rim would strike its words through
      const unsure = edge.modality !== "asserted" && edge.modality !== "past";
      const rect = svg("rect", {
        x: bar.left.toFixed(1),
        y: slim ? y + 3 : y,
        width: (bar.right - bar.left).toFixed(1),
        height: slim ? BAR - 6 : BAR,
        rx: 3,
        fill: colour,
        "fill-opacity": span.told ? 0.3 : 0,
        stroke: chosen ? theme.token("--ink") : colour,
        "stroke-width": chosen ? 2 : 1,
        "stroke-dasharray": (unsure && theme.dash(edge.modality).join(" ")) || "none",
      });
      // Where no beginning or end is told, the bar goes on as dots.
      const dots = [
        span.told && !span.fromKnown && [bar.left - OPEN, bar.left],
        span.told && !span.toKnown && [bar.right, bar.right + OPEN],
      ];
      const middle = y + BAR / 2;
      const tails = dots.filter(Boolean).map(([x1, x2]) =>
        svg("line", {
          x1: x1.toFixed(1),
          x2: x2.toFixed(1),
          y1: middle,
          y2: middle,
          stroke: colour,
          "stroke-width": 2,
          "stroke-dasharray": "2 3",
        }),
      );
      const text = svg(
        "text",
        { x: bar.at.toFixed(1), y: y + BAR - 3, fill: theme.token("--ink"), "font-size": 11.5, "text-anchor": bar.anchor },
        bar.text,
      );
      const clip = { "clip-path": "url(#timeline-clip)" };
      return kgbuild.parts.item(view, { edge: edge.at }, bar.label, clip, ...tails, rect, text);
    }

    function drawName(entity, y) {
      const { name, label } = data.entities[entity];
      const dot = svg("circle", { cx: 10, cy: y + BAR / 2, r: 5, fill: theme.label(label) });
      const text = svg(
        "text",
        { x: 22, y: y + BAR - 3, fill: theme.token("--ink"), "font-size": 12.5, "font-weight": 600 },
        isolated(name, namesWidth ? 24 : 40),
      );
      if (state.get().selection?.entity === entity) text.setAttribute("text-decoration", "underline");
      return kgbuild.parts.item(view, { entity }, `${clean(name)}, ${label}`, {}, dot, text);
    }

    function drawAxis(width, height, x, now) {
      const marks = kgbuild.charts.ticks(now, Math.max(2, Math.floor((width - namesWidth) / 70)));
      const fitting = (day, text) => (x(day) + 3 + text.length * DIGIT < width ? text : null);
      return marks.flatMap(({ day, text }) => [
        svg("line", { x1: x(day).toFixed(1), x2: x(day).toFixed(1), y1: TOP - 8, y2: height, stroke: theme.token("--line") }),
        svg(
          "text",
          { x: (x(day) + 3).toFixed(1), y: TOP - 14, fill: theme.token("--soft"), "font-size": 11.5 },
          fitting(day, text),
        ),
      ]);
    }

    /** The rows from above; `height` is where the last ends, `outside` how many bars are before or after. */
    function drawRows(rows, now, x, width) {
      const pieces = [];
      let height = TOP;
      let outside = 0;
      for (const { entity, bars } of rows) {
        const seen = bars.filter(({ span }) => span.to >= now.from && span.from <= now.to);
        outside += bars.length - seen.length;
        if (!seen.length) continue;
        const drawn = seen.map((one) => barOf(one, entity, x, width));
        const lanes = intoLanes(drawn);
        const line = height - GAP / 2;
        pieces.push(svg("line", { x1: 0, x2: width, y1: line, y2: line, stroke: theme.token("--line"), "stroke-opacity": 0.6 }));
        pieces.push(drawName(entity, height));
        const top = namesWidth ? height : height + LANE;
        pieces.push(...drawn.map((bar) => drawBar(bar, top + bar.lane * LANE)));
        height = top + lanes * LANE + GAP;
      }
      return { pieces, height, outside };
    }

    function pictureOf(pieces, height) {
      const { now, x, width } = drawn;
      // On paper several pictures have the clip's name: it is the same in all.
      const right = svg("rect", { x: namesWidth - 2, y: 0, width: width - namesWidth + 2, height: 1e6 });
      const clip = svg("defs", {}, svg("clipPath", { id: "timeline-clip" }, right));
      const axis = svg("g", { "clip-path": "url(#timeline-clip)" }, ...drawAxis(width, height, x, now));
      return kgbuild.parts.drawing("Timeline", { width, height }, clip, axis, ...pieces);
    }

    /** On paper each row is a picture of its own, so that no page cuts one, and every page repeats the axis. */
    function ontoPaper() {
      if (!drawn || place.hidden) return;
      const { rows, now, x, width } = drawn;
      const row = (picture) => make("tr", {}, make("td", {}, picture));
      const pictures = rows.map((one) => drawRows([one], now, x, width)).filter(({ pieces }) => pieces.length);
      const body = pictures.map(({ pieces, height }) => {
        const picture = pictureOf(pieces, height);
        picture.setAttribute("viewBox", `0 ${TOP - GAP / 2} ${width} ${height - TOP}`);
        picture.setAttribute("height", height - TOP);
        return row(picture);
      });
      frame.replaceChildren(make("table", {}, make("thead", {}, row(pictureOf([], TOP))), make("tbody", {}, ...body)));
    }

    function tellNothing() {
      frame.replaceChildren();
      drawn = null;
      whole = null;
      more.hidden = true;
      controls.hidden = !data.edges.some((edge) => kgbuild.charts.held(data, edge));
      const advice = withCited() ? "Widen" : "Tick the box above to see when it was reported, or widen";
      note.textContent = `Nothing that is shown has a date. ${advice} the filters.`;
    }

    function paint() {
      if (state.get().mode !== "timeline") return;
      cited.checked = withCited();
      const all = rowsOf(view, withCited());
      if (!all.length) {
        tellNothing();
        return;
      }
      controls.hidden = false;
      const width = Math.max(frame.clientWidth - 2 * PADDING, 320);
      namesWidth = width < NARROW ? 0 : 200;
      whole = extent(all, state.get());
      const now = state.get().stretch ?? whole;
      const x = (day) => namesWidth + ((day - now.from) / (now.to - now.from + 1)) * (width - namesWidth - 12);
      drawn = { rows: all.slice(0, most), now, x, width };
      const { pieces, height, outside } = drawRows(drawn.rows, now, x, width);
      kgbuild.parts.redraw(frame, pictureOf(pieces, height));
      more.hidden = all.length <= most;
      more.dataset.rest = number(all.length - most);
      more.textContent = `Show ${Math.min(ROWS, all.length - most)} more of ${counted(all.length, "row", "rows")}`;
      note.textContent = outside ? `${counted(outside, "entry", "entries")} before or after this stretch.` : "";
    }

    /** Scroll to the row of an entity that was selected elsewhere. */
    function reveal(entity) {
      const at = rowsOf(view, withCited()).findIndex((row) => row.entity === entity);
      if (at < 0) return;
      const item = () => frame.querySelector(`.item[data-entity="${entity}"]`);
      if (!item()) {
        most = Math.max(most, Math.ceil((at + 1) / ROWS) * ROWS);
        look(null);
        paint();
      }
      item()?.scrollIntoView({ block: "nearest" });
    }

    kgbuild.parts.roving(frame);
    frame.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.shiftKey) return;
        event.preventDefault();
        if (!whole) return;
        const now = state.get().stretch ?? whole;
        const share = (event.clientX - frame.getBoundingClientRect().x - namesWidth) / (frame.clientWidth - namesWidth);
        zoom(event.deltaY + event.deltaX > 0 ? ZOOM : 1 / ZOOM, now.from + share * (now.to - now.from));
      },
      { passive: false },
    );
    kgbuild.parts.onResize(frame, paint);
    state.subscribe((now, before) => {
      place.hidden = now.mode !== "timeline";
      paint();
      const { entity } = now.selection ?? {};
      if (now.mode === "timeline" && now.selection !== before.selection && entity !== undefined) reveal(entity);
    });
    theme.onChange(paint); // also after printing, which puts the one picture back
    addEventListener("beforeprint", ontoPaper);
    place.hidden = state.get().mode !== "timeline";
    paint();
  });
})();
