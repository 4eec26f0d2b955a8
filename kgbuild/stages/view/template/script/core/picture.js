"use strict";

// The picture: where everything stands, what is selected and pointed at, and the way from the state to an engine.
(() => {
  const { make, clean } = kgbuild.dom;
  const MARGIN = 56; // px around all that is shown

  /** Make the picture in #network. */
  function makePicture({ data, state, theme, visible, grow }) {
    const element = document.getElementById("network");
    const count = data.entities.length;
    const x = new Float64Array(count).fill(Number.NaN);
    const y = new Float64Array(count).fill(Number.NaN);
    const camera = { centre: [0, 0], scale: 1 };
    const paint = kgbuild.makePaint(data, theme, { x, y });
    let hovered = null;
    let current = null; // { visible, selection, path, nodes, edges, emphasis }

    // ---- what is drawn ------------------------------------------------------------------------------------

    const place = (at) => [x[at], y[at]];

    function settle() {
      const now = state.get();
      const shown = visible();
      grow.settle(now, shown, x, y);
      for (const [at, [px, py]] of Object.entries(now[byHand(now)])) [x[at], y[at]] = [px, py];
    }

    /** The key of what was moved by hand: each layout has places of its own. */
    const byHand = ({ layout }) => (layout === "tree" ? "movedInTree" : "moved");

    function emphasised(now, nodes) {
      if (now.path) return { entities: new Set(now.path.entities), edges: new Set(now.path.edges), ends: now.path.entities };
      if (now.selection?.edge !== undefined) {
        const { at, subject, object } = data.edges[now.selection.edge];
        if (!visible().edge[at]) return null;
        return { entities: new Set([subject, object]), edges: new Set([at]), ends: [subject, object] };
      }
      const at = now.selection?.entity;
      if (at === undefined || !nodes.includes(at)) return null;
      const { edge, entity } = visible();
      const own = data.entities[at].edges.filter((way) => edge[way]);
      const around = own.flatMap((way) => [data.edges[way].subject, data.edges[way].object]).filter((one) => entity[one]);
      return { entities: new Set([at, ...around]), edges: new Set(own), ends: [at] };
    }

    function scene() {
      const shown = visible();
      const now = state.get();
      if (current?.shown !== shown || current.now !== now) {
        const byRank = current?.shown === shown ? current.nodes : null;
        const nodes =
          byRank ??
          data.entities
            .filter(({ at }) => shown.entity[at] && !Number.isNaN(x[at]))
            .sort((one, other) => one.rank - other.rank)
            .map(({ at }) => at);
        const weight = ({ subject, object }) => data.entities[subject].rank + data.entities[object].rank;
        const edges = byRank
          ? current.edges
          : data.edges.filter(({ at }) => shown.edge[at]).sort((one, other) => weight(one) - weight(other));
        current = { shown, now, nodes, edges, emphasis: emphasised(now, nodes) };
      }
      return {
        nodes: current.nodes,
        edges: current.edges,
        emphasis: current.emphasis,
        layout: now.layout,
        selected: now.selection,
        hovered,
        place,
      };
    }

    function moved(at, px, py, done) {
      [x[at], y[at]] = [px, py];
      engine.redraw();
      if (done) {
        const name = clean(data.entities[at].name, 40);
        const key = byHand(state.get());
        state.set({ [key]: { ...state.get()[key], [at]: [Math.round(px), Math.round(py)] } }, { undo: `Move ${name}` });
      }
    }

    settle();
    const makeEngine = data.renderer === "vis" ? kgbuild.makeVisEngine : kgbuild.makeCanvasEngine;
    const engine = makeEngine(element, { paint, scene, moved, camera, theme, data });

    // ---- the camera ---------------------------------------------------------------------------------------

    function boundsOf(entities) {
      const placed = entities.filter((at) => !Number.isNaN(x[at]));
      if (!placed.length) return { left: -100, top: -100, right: 100, bottom: 100 };
      const xs = placed.map((at) => x[at]);
      const ys = placed.map((at) => y[at]);
      const least = (list) => list.reduce((one, other) => Math.min(one, other));
      const most = (list) => list.reduce((one, other) => Math.max(one, other));
      return { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) };
    }

    function fit(entities = scene().nodes) {
      const { width, height } = engine.size();
      const { left, top, right, bottom } = boundsOf(entities);
      const across = Math.max(width - 2 * MARGIN, 50) / Math.max(right - left, 1);
      const down = Math.max(height - 2 * MARGIN, 50) / Math.max(bottom - top, 1);
      camera.scale = Math.min(across, down, 1.25);
      camera.centre = [(left + right) / 2, (top + bottom) / 2];
      engine.looked();
    }

    function centre(at, { scale = Math.max(camera.scale, 0.8) } = {}) {
      if (Number.isNaN(x[at])) return;
      camera.scale = scale;
      camera.centre = [x[at], y[at]];
      engine.looked();
    }

    function zoom(factor) {
      camera.scale = Math.min(Math.max(camera.scale * factor, 0.005), 8);
      engine.looked();
    }

    function pan(dx, dy) {
      camera.centre = [camera.centre[0] + dx / camera.scale, camera.centre[1] + dy / camera.scale];
      engine.looked();
    }

    function toPage(px, py) {
      const { width, height } = engine.size();
      const box = element.getBoundingClientRect();
      return {
        x: box.x + (px - camera.centre[0]) * camera.scale + width / 2,
        y: box.y + (py - camera.centre[1]) * camera.scale + height / 2,
      };
    }

    // ---- the pointer --------------------------------------------------------------------------------------

    const tooltip = make("div", { id: "tooltip", role: "tooltip", hidden: true });
    document.body.append(tooltip);
    let pressed = null;
    let pointed = 0;

    const local = ({ clientX, clientY }) => {
      const box = element.getBoundingClientRect();
      return [clientX - box.x, clientY - box.y];
    };

    function told(found) {
      if (found.entity !== undefined) {
        const { name, label, documents, edges } = data.entities[found.entity];
        const { counted } = kgbuild.dom;
        const where = `${label} · ${counted(documents.length, "document", "documents")} · ${counted(edges.length, "relation", "relations")}`;
        return [make("bdi", {}, clean(name, 120)), make("div", { className: "small" }, where)];
      }
      const edge = data.edges[found.edge];
      const [subject, object] = [edge.subject, edge.object].map((at) => make("bdi", {}, clean(data.entities[at].name)));
      const arrow = data.typeOf(edge).directed ? "→" : "↔";
      const sources = kgbuild.dom.counted(edge.publications, "source", "sources");
      return [subject, ` ${arrow} `, object, make("div", { className: "small" }, `${kgbuild.caption(edge)} · ${sources}`)];
    }

    function point(event) {
      const found = pressed ? null : engine.hit(...local(event));
      const changed = JSON.stringify(found) !== JSON.stringify(hovered);
      hovered = found;
      element.style.cursor = found ? "pointer" : "";
      tooltip.hidden = !found;
      if (found) {
        if (changed) tooltip.replaceChildren(...told(found));
        const right = event.clientX > innerWidth / 2;
        tooltip.style.left = right ? "" : `${event.clientX + 14}px`;
        tooltip.style.right = right ? `${innerWidth - event.clientX + 14}px` : "";
        tooltip.style.top = `${Math.min(event.clientY + 14, innerHeight - tooltip.offsetHeight - 8)}px`;
      }
      if (changed) engine.pointed();
    }

    element.addEventListener("pointerdown", (event) => {
      pressed = [event.clientX, event.clientY];
      tooltip.hidden = true;
    });
    addEventListener("pointerup", () => {
      setTimeout(() => {
        pressed = null;
      });
    });
    element.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      cancelAnimationFrame(pointed);
      pointed = requestAnimationFrame(() => point(event));
    });
    element.addEventListener("pointerleave", () => {
      cancelAnimationFrame(pointed);
      hovered = null;
      tooltip.hidden = true;
      engine.pointed();
    });
    // A click opens the panel, which moves the picture: the second of two is on what the first was on.
    let clicked = null;
    element.addEventListener("click", (event) => {
      if (event.detail > 1) return;
      const far = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4;
      clicked = far ? null : engine.hit(...local(event));
      if (clicked) state.set({ selection: clicked });
    });
    element.addEventListener("dblclick", () => {
      if (clicked?.entity !== undefined) grow.expand(clicked.entity);
    });

    // ---- following the state ------------------------------------------------------------------------------

    state.subscribe((now, before) => {
      element.hidden = now.mode !== "graph";
      settle();
      engine.shown();
      if (now.layout !== before.layout || (now.focus !== before.focus && now.focus)) fit();
    });
    theme.onChange(() => engine.redraw());
    addEventListener("beforeprint", () => engine.drawNow()); // there is no later frame

    // ---- for others ---------------------------------------------------------------------------------------

    /** All that is shown, in units of the graph, for a drawing in lines. */
    function describe() {
      const { nodes, edges } = scene();
      const scale = camera.scale;
      const identity = (px, py) => [px * scale, py * scale];
      const units = (value) => Math.round((value / scale) * 100) / 100;
      const written = new Set(labelled());
      const { left, top, right, bottom } = boundsOf(nodes);
      const margin = MARGIN / scale;
      return {
        bounds: { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin },
        paper: theme.token("--paper"),
        ink: theme.token("--ink"),
        nodes: nodes.map((at) => ({
          at,
          x: x[at],
          y: y[at],
          radius: units(paint.radius(at, scale)),
          colour: theme.label(data.entities[at].label),
          lines: paint.labelLines(at),
          font: units(paint.fontSize(at)),
          labelled: written.has(at),
        })),
        edges: edges.flatMap((edge) => {
          const line = paint.curve(edge, identity, scale);
          if (!line) return [];
          const { x1, y1, cx, cy, x2, y2 } = line;
          return {
            at: edge.at,
            path: [
              [units(x1), units(y1)],
              [units(cx), units(cy)],
              [units(x2), units(y2)],
            ],
            colour: theme.type(edge.type),
            dash: theme.dash(edge.modality).map(units),
            width: units(paint.edgeWidth(edge)),
            arrow: data.typeOf(edge).directed,
            caption: kgbuild.caption(edge),
            negated: edge.modality === "negated",
          };
        }),
      };
    }

    /** The entities whose names find room when all is in sight. */
    function labelled() {
      const { width, height } = engine.size();
      const nodes = scene().nodes;
      const { left, top, right, bottom } = boundsOf(nodes);
      const frame = paint.framed({
        width: Math.max((right - left) * camera.scale + 2 * MARGIN, width),
        height: Math.max((bottom - top) * camera.scale + 2 * MARGIN, height),
        scale: camera.scale,
        centre: [(left + right) / 2, (top + bottom) / 2],
      });
      paint.over(make("canvas", { width: 1, height: 1 }).getContext("2d"), frame, {
        ...scene(),
        emphasis: null,
        selected: null,
        hovered: null,
      });
      return frame.written;
    }

    function toImage({ scale = 2 } = {}) {
      const { width, height } = engine.size();
      const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
      const ctx = canvas.getContext("2d");
      ctx.setTransform(scale, 0, 0, scale, 0, 0);
      ctx.fillStyle = theme.token("--paper");
      ctx.fillRect(0, 0, width, height);
      const frame = paint.framed({ width, height, ...camera });
      const now = { ...scene(), hovered: null, moving: false };
      paint.under(ctx, frame, now);
      paint.over(ctx, frame, now);
      return new Promise((done, fail) => {
        canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the browser made no picture"))), "image/png");
      });
    }

    return Object.freeze({
      element,
      engine,
      fit,
      centre,
      zoom,
      pan,
      redraw: () => engine.redraw(),
      position: (at) => ({ x: x[at], y: y[at] }),
      screen: (at) => (visible().entity[at] && !Number.isNaN(x[at]) ? toPage(x[at], y[at]) : null),
      scale: () => camera.scale,
      bounds: () => boundsOf(scene().nodes),
      scene: describe,
      toImage,
      /** The middle of an edge on the page, for tests and for those who point without a mouse. */
      middle(at) {
        const frame = paint.framed({ ...engine.size(), ...camera });
        const line = paint.curve(data.edges[at], frame.to, frame.scale);
        const box = element.getBoundingClientRect();
        const [mx, my] = line ? paint.middle(line) : [Number.NaN, Number.NaN];
        return { x: box.x + mx, y: box.y + my };
      },
    });
  }

  kgbuild.makePicture = makePicture;
})();
