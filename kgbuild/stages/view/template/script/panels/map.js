"use strict";

// The map: places with coordinates as points, and where units and people went as arcs. The outline is in the page.
(() => {
  const { make, svg, clean, counted } = kgbuild.dom;
  const { action } = kgbuild.parts;

  const STAYS = new Set(["DEPLOYED_TO", "OPERATES_IN", "LOCATED_IN", "ATTACKED"]);
  const MOST_POINTS = 1500;
  const MOST_ARCS = 600;
  const MOST_NAMED = 200; // of the places without coordinates, before one asks for more
  const MOST_KEPT_CLEAR = 300;
  const CLOSEST = 4000; // px a degree
  const NARROWEST = 6; // degrees that are seen at first, at least
  const ZOOM = 1.5;
  const KM = 111.2; // a degree of latitude
  const FONT = 12;
  const GLYPH = 0.56; // about the width of a letter, in font sizes

  const isolated = (text) => `\u2068${clean(text, 32)}\u2069`;

  function world() {
    const element = document.getElementById("world-data");
    return element ? JSON.parse(element.textContent) : null;
  }

  /** Latitude and longitude of a place; null if it has none that are on the globe. */
  function coordinates({ attributes }) {
    const [lat, lon] = [attributes.lat, attributes.lon].map((text) => (text?.trim() ? Number(text) : Number.NaN));
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
  }

  /**
   * What there is to draw.
   * @returns {{points: {at, lat, lon, weight}[], arcs: {edge, from, to}[], without: number[]}} points by weight; an
   *   arc leads from one place to another; `without` are places that have no coordinates
   */
  function survey(view, located) {
    const { data } = view;
    const { entity, edge } = view.visible();
    const weights = new Map();
    const stays = new Map();
    for (const one of data.edges) {
      if (!edge[one.at]) continue;
      for (const end of [one.subject, one.object]) if (located[end]) weights.set(end, (weights.get(end) ?? 0) + 1);
      if (!STAYS.has(one.type) || !located[one.object] || one.modality === "negated") continue;
      if (!stays.has(one.subject)) stays.set(one.subject, []);
      stays.get(one.subject).push(one);
    }
    const shown = data.entities.filter(({ at }) => entity[at]);
    const points = shown.filter(({ at }) => located[at]).map(({ at }) => ({ at, ...located[at], weight: weights.get(at) ?? 0 }));
    points.sort((one, two) => two.weight - one.weight || one.at - two.at);
    const without = shown.filter(({ at, label }) => label === "Place" && !located[at]).map(({ at }) => at);
    return { points, arcs: [...stays.values()].flatMap((list) => moves(data, list, located)), without };
  }

  /** From its base to where it was sent; without a base, from each place to the next by date. */
  function moves(data, edges, located) {
    const home = edges.find(({ type }) => type === "LOCATED_IN");
    const away = edges.filter((edge) => edge.type !== "LOCATED_IN");
    const start = (edge) => kgbuild.charts.held(data, edge);
    if (located[edges[0].subject]) return away.map((edge) => ({ edge, from: edge.subject, to: edge.object })).filter(apart);
    if (home) return away.map((edge) => ({ edge, from: home.object, to: edge.object })).filter(apart);
    const dated = away
      .filter((edge) => start(edge)?.told)
      .sort((one, two) => start(one).from - start(two).from || one.at - two.at);
    return dated
      .slice(1)
      .map((edge, at) => ({ edge, from: dated[at].object, to: edge.object }))
      .filter(apart);
  }

  const radiusOf = (weight) => 4 + Math.min(Math.sqrt(weight) * 1.5, 10); // px

  const apart = ({ from, to }) => from !== to;

  kgbuild.panel("map", (view) => {
    const { state, data, theme } = view;
    const place = document.getElementById("map");
    const outline = world();
    const located = data.entities.map(coordinates);
    const frame = make("div", { className: "frame", tabIndex: 0, role: "group" });
    frame.ariaLabel = "Map; arrow keys go from one place to the next, plus and minus zoom";
    const note = make("p", { className: "note soft" });
    const missing = make("details", { className: "missing" });
    const controls = make(
      "div",
      { className: "controls", role: "group", ariaLabel: "Map" },
      action("closer", () => zoom(ZOOM), "Closer"),
      action("wider", () => zoom(1 / ZOOM), "Wider"),
      action("all", () => fit(), "All places"),
      action("world", () => wholeWorld(), "World"),
    );
    place.append(controls, frame, missing, note);

    let found = null; // what survey found
    let named = null; // the places without coordinates that are listed
    let centre = { lat: 15, lon: 10 };
    let scale = 0; // px a degree of latitude; 0 until it is first seen
    let squeeze = 1; // a degree of longitude is as many of latitude, at the middle of the places

    const size = () => ({ width: Math.max(frame.clientWidth, 200), height: Math.max(frame.clientHeight, 200) });

    function fit() {
      const { width, height } = size();
      const { points } = found;
      if (!points.length) return wholeWorld();
      const range = (values) => [Math.min(...values), Math.max(...values)];
      const [south, north] = range(points.map(({ lat }) => lat));
      const [west, east] = range(points.map(({ lon }) => lon));
      centre = { lat: (south + north) / 2, lon: (west + east) / 2 };
      squeeze = Math.max(Math.cos((centre.lat * Math.PI) / 180), 0.3);
      const wide = Math.max((east - west) * squeeze, NARROWEST);
      scale = Math.min((width - 140) / wide, (height - 90) / Math.max(north - south, NARROWEST));
      return paint();
    }

    function wholeWorld() {
      const { width, height } = size();
      centre = { lat: 12, lon: 8 };
      squeeze = 1;
      scale = Math.min(width / 350, height / 150);
      paint();
    }

    function zoom(factor, at) {
      const before = at ? unproject(at.x, at.y) : centre;
      scale = Math.min(Math.max(scale * factor, 0.8), CLOSEST);
      const share = at ? { x: at.x - size().width / 2, y: at.y - size().height / 2 } : { x: 0, y: 0 };
      moveTo({ lat: before.lat + share.y / scale, lon: before.lon - share.x / scale / squeeze });
    }

    function moveTo({ lat, lon }) {
      centre = { lat: Math.min(Math.max(lat, -85), 85), lon: Math.min(Math.max(lon, -180), 180) };
      paint();
    }

    function project({ lat, lon }) {
      const { width, height } = size();
      return { x: width / 2 + (lon - centre.lon) * squeeze * scale, y: height / 2 - (lat - centre.lat) * scale };
    }

    function unproject(x, y) {
      const { width, height } = size();
      return { lat: centre.lat - (y - height / 2) / scale, lon: centre.lon + (x - width / 2) / scale / squeeze };
    }

    // ---- painting --------------------------------------------------------------------------------------

    function drawLand() {
      if (!outline) return null;
      const origin = project({ lat: 0, lon: 0 });
      const unit = scale / outline.units;
      const transform = `matrix(${(unit * squeeze).toFixed(5)} 0 0 ${unit.toFixed(5)} ${origin.x.toFixed(2)} ${origin.y.toFixed(2)})`;
      const line = { "vector-effect": "non-scaling-stroke", stroke: theme.token("--map-line"), "stroke-linejoin": "round" };
      return svg(
        "g",
        { transform },
        svg("path", { d: outline.land, fill: theme.token("--map-land"), "fill-rule": "evenodd", "stroke-width": 1, ...line }),
        svg("path", { d: outline.borders, fill: "none", "stroke-width": 0.7, "stroke-dasharray": "3 2", ...line }),
      );
    }

    function drawArc({ edge, from, to }, rank) {
      const [start, end] = [project(located[from]), project(located[to])];
      const [dx, dy] = [end.x - start.x, end.y - start.y];
      const length = Math.hypot(dx, dy);
      if (length < 6) return null;
      const bend = 0.16 + 0.07 * rank;
      // Bent to the north, as flights are drawn.
      const side = dx >= 0 ? 1 : -1;
      const control = { x: (start.x + end.x) / 2 + dy * bend * side, y: (start.y + end.y) / 2 - dx * bend * side };
      const colour = theme.type(edge.type);
      const chosen = state.get().selection?.edge === edge.at;
      const line = `M${point(start)}Q${point(control)} ${point(end)}`;
      const words = `${clean(data.entities[edge.subject].name)} ${kgbuild.words.phrase(edge.type, edge.modality)} ${clean(data.entities[edge.object].name)}`;
      const span = kgbuild.charts.held(data, edge);
      const when = span?.told ? span.when : "";
      const label = when ? `${words}, ${when}` : words;
      const dash = theme.dash(edge.modality).join(" ") || "none";
      return kgbuild.parts.item(
        view,
        { edge: edge.at },
        label,
        { class: "item arc" },
        svg("path", { d: line, fill: "none", stroke: "transparent", "stroke-width": 12 }),
        svg("path", {
          d: line,
          fill: "none",
          stroke: colour,
          "stroke-width": chosen ? 3.5 : 1.8,
          "stroke-dasharray": dash,
          "stroke-opacity": 0.9,
        }),
        svg("path", { d: head(control, end), fill: colour }),
      );
    }

    const point = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

    function head(from, tip) {
      const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
      const at = (turn, far) => ({ x: tip.x - far * Math.cos(angle + turn), y: tip.y - far * Math.sin(angle + turn) });
      return `M${point(at(0, 5))}L${point(at(0.35, 14))}L${point(at(-0.35, 14))}Z`;
    }

    function drawPoint({ at, lat, lon, weight }, boxes, chosenOnes) {
      const { x, y } = project({ lat, lon });
      const { width, height } = size();
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return null;
      const radius = radiusOf(weight);
      const chosen = state.get().selection?.entity === at || chosenOnes.has(at);
      const { name } = data.entities[at];
      const label = `${clean(name)}, ${counted(weight, "relation", "relations")}`;
      const circle = svg("circle", {
        cx: x.toFixed(1),
        cy: y.toFixed(1),
        r: radius.toFixed(1),
        fill: theme.label(data.entities[at].label),
        "fill-opacity": 0.85,
        stroke: chosen ? theme.token("--ink") : theme.token("--paper"),
        "stroke-width": chosen ? 3 : 1.5,
      });
      const text = name && written(isolated(name), { x, y, radius }, boxes, chosen);
      return kgbuild.parts.item(view, { entity: at }, label, {}, circle, text || null);
    }

    /** The places of the selected entity, or of the two of the selected edge. */
    function related() {
      const { selection } = state.get();
      if (!selection) return new Set();
      const edges = selection.edge === undefined ? data.entities[selection.entity].edges.filter(view.passes) : [selection.edge];
      return new Set(edges.flatMap((edge) => [data.edges[edge].subject, data.edges[edge].object]));
    }

    /** The name beside a point, where it covers no other name; null if there is no room. */
    function written(text, { x, y, radius }, boxes, forced) {
      const long = text.length * FONT * GLYPH;
      const sides = [
        { left: x + radius + 4, top: y - FONT / 2 - 1, anchor: "start", tx: x + radius + 4, ty: y + 4 },
        { left: x - radius - 4 - long, top: y - FONT / 2 - 1, anchor: "end", tx: x - radius - 4, ty: y + 4 },
        { left: x - long / 2, top: y - radius - FONT - 4, anchor: "middle", tx: x, ty: y - radius - 5 },
        { left: x - long / 2, top: y + radius + 3, anchor: "middle", tx: x, ty: y + radius + FONT + 2 },
      ];
      const free = ({ left, top }) =>
        !boxes.some((box) => left < box.right && left + long > box.left && top < box.bottom && top + FONT + 3 > box.top);
      const side = sides.find(free) ?? (forced ? sides[0] : null);
      if (!side) return null;
      boxes.push({ left: side.left, right: side.left + long, top: side.top, bottom: side.top + FONT + 3 });
      const paper = { stroke: theme.token("--map-land"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" };
      return svg(
        "text",
        {
          x: side.tx.toFixed(1),
          y: side.ty.toFixed(1),
          "text-anchor": side.anchor,
          "font-size": FONT,
          fill: theme.token("--ink"),
          ...paper,
        },
        text,
      );
    }

    function drawScale({ height }) {
      const most = 140 / scale; // degrees
      const length = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((km) => km / KM <= most) ?? 1;
      const wide = (length / KM) * scale;
      const line = `M12.5 ${height - 18}v6h${wide.toFixed(1)}v-6`;
      return svg(
        "g",
        { "aria-hidden": "true" },
        svg("path", { d: line, fill: "none", stroke: theme.token("--soft"), "stroke-width": 1.5 }),
        svg(
          "text",
          { x: 18, y: height - 17, "font-size": 11, fill: theme.token("--soft") },
          `${length.toLocaleString("en-GB")} km`,
        ),
      );
    }

    function drawArcs() {
      const ranks = new Map();
      return found.arcs.slice(0, MOST_ARCS).map((arc) => {
        const pair = [arc.from, arc.to].sort((one, two) => one - two).join(" ");
        ranks.set(pair, (ranks.get(pair) ?? -1) + 1);
        return drawArc(arc, ranks.get(pair));
      });
    }

    function tell() {
      const parts = [];
      if (!found.points.length) parts.push("No place that is shown has coordinates.");
      if (found.points.length > MOST_POINTS)
        parts.push(`The ${MOST_POINTS.toLocaleString("en-GB")} places with the most relations are drawn.`);
      parts.push("Outline: Natural Earth, public domain. Borders are those held in fact, and imply no judgement.");
      note.textContent = parts.join(" ");
      // The same list stays, with the place of whoever reads it.
      if (named === found.without.join()) return;
      named = found.without.join();
      const chosen = (at) => () => state.set({ selection: { entity: at } });
      const row = (at) => make("li", {}, action(`without ${at}`, chosen(at), kgbuild.dom.quoted("bdi", data.entities[at].name)));
      const title = `${counted(found.without.length, "place has", "places have")} no coordinates`;
      missing.replaceChildren(make("summary", {}, title), ...kgbuild.parts.list("ul", "places", found.without, row, MOST_NAMED));
      missing.hidden = !found.without.length;
    }

    function paint() {
      if (state.get().mode !== "map" || !found) return;
      const { width, height } = size();
      const points = found.points.slice(0, MOST_POINTS);
      const chosen = related();
      // No name covers one of the most important points, nor another name.
      const boxes = points.slice(0, MOST_KEPT_CLEAR).map((one) => {
        const { x, y } = project(one);
        const radius = radiusOf(one.weight);
        return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
      });
      const picture = kgbuild.parts.drawing(
        "Map",
        { width, height },
        svg("rect", { width, height, fill: theme.token("--map-sea") }),
        drawLand(),
        ...drawArcs(),
        // The most important last, so that no other point covers it; their names were placed first.
        ...points.map((one) => drawPoint(one, boxes, chosen)).reverse(),
        drawScale({ height }),
      );
      kgbuild.parts.redraw(frame, picture);
    }

    function look() {
      if (state.get().mode !== "map") return;
      found = survey(view, located);
      tell();
      if (scale) paint();
      else fit();
    }

    // ---- moving ----------------------------------------------------------------------------------------

    frame.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const box = frame.getBoundingClientRect();
        zoom(event.deltaY > 0 ? 1 / ZOOM : ZOOM, { x: event.clientX - box.x, y: event.clientY - box.y });
      },
      { passive: false },
    );

    let grip = null;
    frame.addEventListener("pointerdown", (event) => {
      if (event.button === 0) grip = { x: event.clientX, y: event.clientY, centre, moved: false };
    });
    frame.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
      if (!grip.moved && Math.hypot(dx, dy) < 4) return;
      if (!grip.moved) frame.setPointerCapture(event.pointerId);
      grip.moved = true;
      moveTo({ lat: grip.centre.lat + dy / scale, lon: grip.centre.lon - dx / scale / squeeze });
    });
    for (const kind of ["pointerup", "pointercancel"]) frame.addEventListener(kind, () => (grip = null));

    frame.addEventListener("keydown", (event) => {
      const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (event.key === "+" || event.key === "=") zoom(ZOOM);
      else if (event.key === "-") zoom(1 / ZOOM);
      else if (event.key === "0") fit();
      else if (event.shiftKey && step)
        moveTo({ lat: centre.lat - (60 * step[1]) / scale, lon: centre.lon + (60 * step[0]) / scale / squeeze });
      else return;
      event.preventDefault();
    });
    kgbuild.parts.roving(frame);

    /** How much of the map's height is not under the panel, which lies over it on small screens. */
    function clearHeight() {
      const [panel, own] = [document.getElementById("detail"), frame].map((one) => one.getBoundingClientRect());
      return panel.width && panel.left < own.right ? panel.top - own.top : own.height;
    }

    /** Go to a place that was selected, if it is not in sight. */
    function reveal(at) {
      const { width, height } = size();
      const { x, y } = project(located[at]);
      const clear = clearHeight();
      if (x < 0 || y < 0 || x > width || y > clear) {
        const { lat, lon } = located[at];
        moveTo({ lat: lat - (height - clear) / 2 / scale, lon });
      }
    }

    kgbuild.parts.onResize(frame, paint);
    state.subscribe((now, before) => {
      place.hidden = now.mode !== "map";
      look();
      const { entity } = now.selection ?? {};
      if (now.mode === "map" && now.selection !== before.selection && located[entity]) reveal(entity);
    });
    theme.onChange(paint);
    place.hidden = state.get().mode !== "map";
    look();
  });

  kgbuild.mapping = Object.freeze({ coordinates });
})();
