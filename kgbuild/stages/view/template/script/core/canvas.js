"use strict";

// The engine for large graphs: a plain canvas, moved by pointer, wheel and two fingers.
(() => {
  const REST = 140; // ms without a movement, until all is drawn again
  const NEAR = 5; // px
  const MANY = 1500; // edges that take a while to draw

  /**
   * Make the engine in `element`. It draws `scene()` with `paint`; `moved(at, x, y, done)` is told where a dot is
   * dragged. The engine for smaller graphs, in vis.js, offers the same.
   */
  function makeCanvasEngine(element, { paint, scene, moved, camera }) {
    const canvas = kgbuild.dom.make("canvas", {});
    element.append(canvas);
    const ctx = canvas.getContext("2d");
    let asked = 0;
    let resting = 0;
    let moving = false;
    // Edges and dots as they were last drawn at rest, so that pointing at something redraws only what lies above.
    const layer = kgbuild.dom.make("canvas", {});
    let layered = false;
    let size = { width: 1, height: 1, ratio: 1 };

    function resize() {
      const { clientWidth, clientHeight } = element;
      if (!clientWidth || !clientHeight) return;
      const ratio = Math.min(devicePixelRatio || 1, 2);
      size = { width: clientWidth, height: clientHeight, ratio };
      canvas.width = Math.round(clientWidth * ratio);
      canvas.height = Math.round(clientHeight * ratio);
      layered = false;
      draw();
    }

    function draw() {
      cancelAnimationFrame(asked);
      asked = 0;
      const { width, height, ratio } = size;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      const now = { ...scene(), moving };
      const frame = paint.framed({ width, height, ...camera });
      if (layered) ctx.drawImage(layer, 0, 0, width, height);
      else paint.under(ctx, frame, now);
      if (!layered && !moving) {
        layer.width = canvas.width;
        layer.height = canvas.height;
        layer.getContext("2d").drawImage(canvas, 0, 0);
        layered = true;
      }
      paint.over(ctx, frame, now);
    }

    /** Draw anew, at the next frame. */
    function redraw() {
      layered = false;
      asked ||= requestAnimationFrame(draw);
    }

    /** Draw plainly until the movement has ended. */
    function inMotion() {
      moving = true;
      clearTimeout(resting);
      resting = setTimeout(() => {
        moving = false;
        redraw();
      }, REST);
      redraw();
    }

    /** Draw what has changed: where that takes a while, plainly at once and in full after. */
    function change() {
      if (scene().edges.length > MANY) inMotion();
      else redraw();
    }

    const toGraph = (px, py) => [
      (px - size.width / 2) / camera.scale + camera.centre[0],
      (py - size.height / 2) / camera.scale + camera.centre[1],
    ];

    function zoomAt(px, py, factor) {
      const [gx, gy] = toGraph(px, py);
      const scale = Math.min(Math.max(camera.scale * factor, 0.005), 8);
      const change = camera.scale / scale;
      camera.centre = [gx - (gx - camera.centre[0]) * change, gy - (gy - camera.centre[1]) * change];
      camera.scale = scale;
      inMotion();
    }

    // ---- pointers -----------------------------------------------------------------------------------------

    const fingers = new Map();
    let dragged = null;

    const local = ({ clientX, clientY }) => {
      const box = canvas.getBoundingClientRect();
      return [clientX - box.x, clientY - box.y];
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      const place = local(event);
      fingers.set(event.pointerId, place);
      const found = fingers.size === 1 ? hit(...place) : null;
      dragged = found?.entity === undefined ? null : { at: found.entity, from: place, far: false };
      canvas.setPointerCapture(event.pointerId);
    });

    canvas.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const place = local(event);
      if (dragged) {
        dragged.far ||= Math.hypot(place[0] - dragged.from[0], place[1] - dragged.from[1]) > 4;
        if (dragged.far) moved(dragged.at, ...toGraph(...place), false);
      } else if (fingers.size === 1) {
        camera.centre = camera.centre.map((one, axis) => one - (place[axis] - before[axis]) / camera.scale);
      } else {
        const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, one]) => one);
        const spread = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]);
        const between = [(place[0] + other[0]) / 2, (place[1] + other[1]) / 2];
        zoomAt(...between, spread(place) / Math.max(spread(before), 1));
      }
      fingers.set(event.pointerId, place);
      if (!dragged || dragged.far) inMotion();
    });

    function lift(event) {
      if (!fingers.delete(event.pointerId) || !dragged) return;
      if (dragged.far) moved(dragged.at, ...toGraph(...local(event)), true);
      dragged = null;
    }
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);

    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const lines = event.deltaMode === 1 ? 16 : 1;
        zoomAt(...local(event), Math.exp(-Math.max(Math.min(event.deltaY * lines, 240), -240) * 0.0022));
      },
      { passive: false },
    );

    // ---- what is under the pointer ------------------------------------------------------------------------

    /** The entity or edge at a point of the element, or null. */
    function hit(px, py) {
      const frame = paint.framed({ ...size, ...camera });
      const { nodes, edges, place } = scene();
      for (const at of nodes) {
        const [nx, ny] = frame.to(...place(at));
        if (Math.hypot(nx - px, ny - py) <= paint.radius(at, frame.scale) + 2) return { entity: at };
      }
      let best = null;
      let least = NEAR;
      for (const edge of edges) {
        const away = distance(paint.curve(edge, frame.to, frame.scale), px, py);
        if (away < least) [best, least] = [{ edge: edge.at }, away];
      }
      return best;
    }

    function distance(line, px, py) {
      if (!line) return Number.POSITIVE_INFINITY;
      const xs = [line.x1, line.cx, line.x2];
      const ys = [line.y1, line.cy, line.y2];
      if (px < Math.min(...xs) - NEAR || px > Math.max(...xs) + NEAR) return Number.POSITIVE_INFINITY;
      if (py < Math.min(...ys) - NEAR || py > Math.max(...ys) + NEAR) return Number.POSITIVE_INFINITY;
      let least = Number.POSITIVE_INFINITY;
      let [ax, ay] = [line.x1, line.y1];
      for (let step = 1; step <= 8; step++) {
        const t = step / 8;
        const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
        const [bx, by] = [p * line.x1 + q * line.cx + r * line.x2, p * line.y1 + q * line.cy + r * line.y2];
        least = Math.min(least, toSegment(px, py, ax, ay, bx, by));
        [ax, ay] = [bx, by];
      }
      return least;
    }

    function toSegment(px, py, ax, ay, bx, by) {
      const [dx, dy] = [bx - ax, by - ay];
      const along = Math.min(Math.max(((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
      return Math.hypot(px - ax - along * dx, py - ay - along * dy);
    }

    new ResizeObserver(resize).observe(element);
    resize();
    return {
      hit,
      redraw,
      drawNow() {
        layered = false;
        draw();
      },
      /** Another thing is pointed at. */
      pointed() {
        asked ||= requestAnimationFrame(draw);
      },
      inMotion,
      size: () => size,
      canvas,
      /** The state shows other things, at other places. */
      shown: change,
      /** The camera was moved from outside. */
      looked: change,
    };
  }

  kgbuild.makeCanvasEngine = makeCanvasEngine;
})();
