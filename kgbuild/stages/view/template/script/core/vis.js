"use strict";

// The engine for graphs of moderate size: vis-network draws edges and dots and is moved by the pointer; the names,
// and what is set off, are painted above by paint.js.
(() => {
  /** Make the engine in `element`; it offers what makeCanvasEngine offers. */
  function makeVisEngine(element, { paint, scene, moved, camera, theme, data }) {
    const drawn = JSON.parse(document.getElementById("network-data").textContent);
    const options = JSON.parse(drawn.options);
    const known = new Set(drawn.nodes.map(({ id }) => id));
    const ctxRenderer = ({ ctx, id, x, y }) => {
      const scale = network.getScale();
      const radius = paint.radius(id, scale) / scale;
      return {
        drawNode() {
          ctx.beginPath();
          ctx.arc(x, y, radius, 0, 2 * Math.PI);
          ctx.fillStyle = theme.label(data.entities[id].label);
          ctx.fill();
          ctx.lineWidth = 1.4 / scale;
          ctx.strokeStyle = theme.token("--paper");
          ctx.stroke();
        },
        nodeDimensions: { width: 2 * radius, height: 2 * radius },
      };
    };
    const dressed = (node) => ({ ...node, shape: "custom", ctxRenderer, label: undefined });
    let layout = "force"; // in which the edges are dressed
    const nodes = new vis.DataSet(drawn.nodes.map(dressed));
    const edges = new vis.DataSet(drawn.edges.map((edge) => ({ ...edge, color: colourOf(edge.id) })));
    const network = new vis.Network(element, { nodes, edges }, options);
    // One stop for the keyboard is enough: that of the element, which has a name.
    network.canvas.frame.removeAttribute("tabindex");
    const size = () => ({
      width: element.clientWidth,
      height: element.clientHeight,
      ratio: network.canvas.pixelRatio ?? 1,
    });

    function colourOf(at) {
      const edge = data.edges[at];
      const color = theme.type(edge.type);
      return { color, highlight: color, hover: color, opacity: paint.opacity(edge, layout, data.edges.length) };
    }

    function look() {
      const { x, y } = network.getViewPosition();
      camera.centre = [x, y];
      camera.scale = network.getScale();
    }

    // Lines keep their width on the screen, as all that paint.js draws.
    network.on("beforeDrawing", () => {
      const scale = network.getScale();
      for (const edge of data.edges) {
        const { options: dress } = network.body.edges[edge.at];
        dress.width = paint.edgeWidth(edge) / scale;
        dress.arrows.to.scaleFactor = 0.35 / scale;
        const dash = theme.dash(edge.modality);
        dress.dashes = dash.length > 0 && dash.map((one) => one / scale);
      }
    });

    network.on("afterDrawing", (ctx) => {
      look();
      const { width, height, ratio } = size();
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const frame = paint.framed({ width, height, ...camera });
      const now = scene();
      paint.crossOut(ctx, frame, now);
      paint.over(ctx, frame, { ...now, moving: false });
      ctx.restore();
    });

    network.on("dragging", ({ nodes: held }) => {
      const [at] = held;
      if (at !== undefined) {
        const { x, y } = network.getPosition(at);
        moved(at, x, y, false);
      }
    });
    network.on("dragEnd", ({ nodes: held }) => {
      const [at] = held;
      if (at !== undefined) {
        const { x, y } = network.getPosition(at);
        moved(at, x, y, true);
      }
    });

    const looks = new Map(data.edges.map(({ at, modality }) => [at, modality]));
    let before = { nodes: new Set(known), edges: new Set(data.edges.map(({ at }) => at)), places: new Map() };

    /** Hide and show, and put everything where it belongs: only what has changed. */
    function shown() {
      const now = scene();
      const seen = new Set(now.nodes);
      const ways = new Set(now.edges.map(({ at }) => at));
      const changes = [];
      for (const id of known) {
        const hidden = !seen.has(id);
        const [x, y] = hidden ? [] : now.place(id);
        const moved = !hidden && String(before.places.get(id)) !== `${x},${y}`;
        if (hidden !== !before.nodes.has(id) || moved) changes.push(hidden ? { id, hidden } : { id, hidden, x, y });
        if (!hidden) before.places.set(id, [x, y]);
      }
      const others = [];
      for (const { at: id, modality } of data.edges) {
        const hidden = !ways.has(id);
        if (hidden === before.edges.has(id) || modality !== looks.get(id)) others.push({ id, hidden, color: colourOf(id) });
        looks.set(id, modality);
      }
      before = { nodes: seen, edges: ways, places: before.places };
      if (layout !== now.layout) {
        layout = now.layout;
        recolour();
      }
      if (changes.length) nodes.update(changes);
      if (others.length) edges.update(others);
      network.redraw();
    }

    new ResizeObserver(() => {
      if (!element.clientWidth || !element.clientHeight) return;
      const { centre, scale } = camera;
      network.setSize("100%", "100%");
      network.moveTo({ position: { x: centre[0], y: centre[1] }, scale, animation: false });
      network.redraw();
    }).observe(element);

    function recolour() {
      edges.update(data.edges.map(({ at }) => ({ id: at, color: colourOf(at) })));
    }
    theme.onChange(recolour);

    return {
      hit(px, py) {
        const node = network.getNodeAt({ x: px, y: py });
        if (node !== undefined) return { entity: node };
        const edge = network.getEdgeAt({ x: px, y: py });
        return edge === undefined ? null : { edge };
      },
      redraw: () => network.redraw(),
      drawNow: () => network.redraw(),
      pointed: () => network.redraw(),
      inMotion: () => network.redraw(),
      size,
      canvas: network.canvas.frame.canvas,
      shown,
      looked() {
        network.moveTo({ position: { x: camera.centre[0], y: camera.centre[1] }, scale: camera.scale, animation: false });
      },
      network,
    };
  }

  kgbuild.makeVisEngine = makeVisEngine;
})();
