"use strict";

// Drawing on a canvas: edges as their type and modality ask, entities as dots, and as many names as find room.
(() => {
  const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'DejaVu Sans', sans-serif";
  const LINE = 22; // characters in a line of a name
  const ARROW = 7; // px
  const CELL = 48; // px, of the grid in which names look for room
  const AREA_OF_A_NAME = 6500; // px²: so much of the picture for each name, that it stays calm
  const MOST_IN_MOTION = 2500; // edges
  const BESIDE_THE_TREE = 0.16; // opacity of relations of command that do not make the tree
  const MOST_TRIED = 1200; // names that look for room

  const limited = (value, least, most) => Math.min(Math.max(value, least), most);

  /** Break a name into at most two lines. */
  function linesOf(name) {
    const text = kgbuild.dom.clean(name, 2 * LINE);
    if ([...text].length <= LINE) return [text];
    const half = text.length / 2;
    const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
    const best = spaces.sort((one, other) => Math.abs(one - half) - Math.abs(other - half))[0];
    return best === undefined ? [kgbuild.dom.clean(name, LINE)] : [text.slice(0, best), text.slice(best + 1)];
  }

  const worded = (type) => type.toLowerCase().replaceAll("_", " ");
  const NOTES = { negated: "denied", possible: "possibly", planned: "planned", past: "formerly" };

  /** The caption of an edge: its type in words, and how it is meant. */
  function caption({ type, modality }) {
    const note = NOTES[modality];
    return note ? `${worded(type)} (${note})` : worded(type);
  }

  /** Make the painter. `x` and `y` are the places of all entities, in units of the graph; NaN for none. */
  function makePaint(data, theme, { x, y }) {
    const lines = new Map();
    const widths = new Map();

    const labelLines = (at) => {
      if (!lines.has(at)) lines.set(at, linesOf(data.entities[at].name));
      return lines.get(at);
    };

    /** The radius of an entity in px: dots grow more slowly than the picture as one comes nearer. */
    const radius = (at, scale) => data.entities[at].radius * limited(scale ** 0.7, 0.36, 1.7);

    /** The size of an entity's name in px. */
    const fontSize = (at) => limited(9.5 + data.entities[at].radius * 0.28, 11, 15);

    function width(ctx, text, font) {
      const key = `${font}\n${text}`;
      if (!widths.has(key)) {
        ctx.font = font;
        widths.set(key, ctx.measureText(text).width);
      }
      return widths.get(key);
    }

    // ---- where an edge runs, in px ------------------------------------------------------------------------

    /** The curve of an edge between the rims of its ends; `to` turns a point of the graph into one of the page. */
    function curve(edge, to, scale) {
      const [ax, ay] = to(x[edge.subject], y[edge.subject]);
      const [bx, by] = to(x[edge.object], y[edge.object]);
      const [dx, dy] = [bx - ax, by - ay];
      const length = Math.hypot(dx, dy);
      const [near, far] = [radius(edge.subject, scale), radius(edge.object, scale) + 1.5];
      if (!(length > near + far)) return null;
      const cx = (ax + bx) / 2 + dy * edge.bend;
      const cy = (ay + by) / 2 - dx * edge.bend;
      const start = Math.hypot(cx - ax, cy - ay);
      const end = Math.hypot(bx - cx, by - cy);
      return {
        x1: ax + ((cx - ax) / start) * near,
        y1: ay + ((cy - ay) / start) * near,
        cx,
        cy,
        x2: bx - ((bx - cx) / end) * far,
        y2: by - ((by - cy) / end) * far,
        ux: (bx - cx) / end,
        uy: (by - cy) / end,
      };
    }

    const middle = ({ x1, y1, cx, cy, x2, y2 }) => [(x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4];

    /** The opacity of edges: the more there are, the fainter each, so that the picture does not turn black. */
    const faintness = (edges) => limited(14 / Math.sqrt(edges), 0.18, 0.8);

    /** The opacity of an edge in a layout with so many edges. */
    const opacity = (edge, layout, edges) => {
      const past = edge.modality === "past" ? 0.6 : 1;
      return past * (layout === "force" ? faintness(edges) : edge.trunk ? 0.8 : BESIDE_THE_TREE);
    };

    const edgeWidth = (edge) => Math.min(1.1 + 0.45 * Math.log2(edge.publications), 3.2);

    // ---- edges --------------------------------------------------------------------------------------------

    function trace(ctx, line, bent) {
      ctx.moveTo(line.x1, line.y1);
      if (bent) ctx.quadraticCurveTo(line.cx, line.cy, line.x2, line.y2);
      else ctx.lineTo(line.x2, line.y2);
    }

    function arrow(ctx, { x2, y2, ux, uy }, size) {
      ctx.moveTo(x2, y2);
      ctx.lineTo(x2 - ux * size - uy * size * 0.42, y2 - uy * size + ux * size * 0.42);
      ctx.lineTo(x2 - ux * size + uy * size * 0.42, y2 - uy * size - ux * size * 0.42);
      ctx.closePath();
    }

    function cross(ctx, line) {
      const [mx, my] = middle(line);
      ctx.moveTo(mx - 4, my - 4);
      ctx.lineTo(mx + 4, my + 4);
      ctx.moveTo(mx + 4, my - 4);
      ctx.lineTo(mx - 4, my + 4);
    }

    /** Group edges that are drawn alike, so that each group takes few strokes. */
    function styles(edges, { moving }) {
      const groups = new Map();
      for (const edge of edges) {
        const key = moving ? edge.type : `${edge.type} ${edge.modality} ${Math.round(edgeWidth(edge) * 2)}`;
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(edge);
      }
      return groups.values();
    }

    function drawEdges(ctx, frame, edges, { alpha, moving }) {
      const arrows = !moving && frame.scale > 0.3;
      for (const group of styles(edges, { moving })) {
        const [first] = group;
        ctx.strokeStyle = ctx.fillStyle = theme.type(first.type);
        ctx.globalAlpha = alpha * (first.modality === "past" ? 0.6 : 1);
        ctx.lineWidth = moving ? 1 : edgeWidth(first);
        ctx.setLineDash(moving ? [] : theme.dash(first.modality));
        const drawn = [];
        // Many short paths are drawn faster than a long one that crosses itself.
        for (let begin = 0; begin < group.length; begin += 40) {
          ctx.beginPath();
          for (const edge of group.slice(begin, begin + 40)) {
            const line = inSight(frame, edge) && curve(edge, frame.to, frame.scale);
            if (!line) continue;
            trace(ctx, line, edge.bend !== 0);
            drawn.push(line);
          }
          ctx.stroke();
        }
        ctx.setLineDash([]);
        if (arrows && data.typeOf(first).directed) {
          ctx.beginPath();
          for (const line of drawn) arrow(ctx, line, ARROW);
          ctx.fill();
        }
        if (!moving && first.modality === "negated") {
          ctx.lineWidth = 1.8;
          ctx.beginPath();
          for (const line of drawn) cross(ctx, line);
          ctx.stroke();
        }
      }
      ctx.globalAlpha = 1;
    }

    /** Cross out what is denied, where another draws the lines. */
    function crossOut(ctx, frame, { edges, layout }) {
      ctx.lineWidth = 1.8;
      for (const edge of edges) {
        const line = edge.modality === "negated" && inSight(frame, edge) && curve(edge, frame.to, frame.scale);
        if (!line) continue;
        ctx.globalAlpha = opacity(edge, layout, edges.length);
        ctx.strokeStyle = theme.type(edge.type);
        ctx.beginPath();
        cross(ctx, line);
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    }

    function inSight({ to, width, height }, { subject, object }) {
      const [ax, ay] = to(x[subject], y[subject]);
      const [bx, by] = to(x[object], y[object]);
      const outside = (one, other, most) => (one < 0 && other < 0) || (one > most && other > most);
      return !outside(ax, bx, width) && !outside(ay, by, height);
    }

    // ---- entities -----------------------------------------------------------------------------------------

    function drawNodes(ctx, frame, nodes) {
      const byLabel = new Map();
      for (const at of nodes) {
        const { label } = data.entities[at];
        if (!byLabel.has(label)) byLabel.set(label, []);
        byLabel.get(label).push(at);
      }
      ctx.lineWidth = frame.scale < 0.5 ? 0.8 : 1.4;
      ctx.strokeStyle = theme.token("--paper");
      for (const [label, group] of byLabel) {
        ctx.fillStyle = theme.label(label);
        for (let begin = 0; begin < group.length; begin += 40) {
          ctx.beginPath();
          for (const at of group.slice(begin, begin + 40)) {
            const [px, py] = frame.to(x[at], y[at]);
            const size = radius(at, frame.scale);
            if (px < -size || py < -size || px > frame.width + size || py > frame.height + size) continue;
            ctx.moveTo(px + size, py);
            ctx.arc(px, py, size, 0, 2 * Math.PI);
          }
          ctx.fill();
          ctx.stroke();
        }
      }
    }

    function ring(ctx, frame, at, colour, gap) {
      const [px, py] = frame.to(x[at], y[at]);
      ctx.strokeStyle = colour;
      ctx.lineWidth = 2.5;
      ctx.beginPath();
      ctx.arc(px, py, radius(at, frame.scale) + gap, 0, 2 * Math.PI);
      ctx.stroke();
    }

    // ---- names --------------------------------------------------------------------------------------------

    /** A grid that knows which parts of the picture are taken. */
    function makeRoom({ width, height }) {
      const cells = new Map();
      const keys = function* ([left, top, right, bottom]) {
        for (let row = Math.floor(top / CELL); row <= bottom / CELL; row++) {
          for (let column = Math.floor(left / CELL); column <= right / CELL; column++) yield row * 4096 + column;
        }
      };
      const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
      return {
        inside: ([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= width && bottom <= height,
        free(box) {
          for (const key of keys(box)) if (cells.get(key)?.some((other) => meet(box, other))) return false;
          return true;
        },
        take(box) {
          for (const key of keys(box)) {
            if (!cells.has(key)) cells.set(key, []);
            cells.get(key).push(box);
          }
        },
      };
    }

    function spots(px, py, size, wide, high) {
      const gap = size + 3;
      return [
        [px - wide / 2, py + gap],
        [px - wide / 2, py - gap - high],
        [px + gap, py - high / 2],
        [px - gap - wide, py - high / 2],
      ];
    }

    function write(ctx, text, left, top, leading) {
      ctx.lineWidth = 3.5;
      ctx.lineJoin = "round";
      ctx.strokeStyle = theme.token("--halo");
      text.forEach((line, row) => ctx.strokeText(line, left, top + row * leading));
      ctx.fillStyle = theme.token("--ink");
      text.forEach((line, row) => ctx.fillText(line, left, top + row * leading));
    }

    /** Write the names of `nodes`, the first first, where they neither cover each other nor a more important dot. */
    function drawNames(ctx, frame, nodes, { expressly, most, strong }) {
      const room = frame.room;
      ctx.textBaseline = "top";
      ctx.textAlign = "center";
      const written = [];
      let tried = 0;
      for (const at of nodes) {
        if (written.length >= most || tried > MOST_TRIED) break;
        const [px, py] = frame.to(x[at], y[at]);
        if (px < 0 || py < 0 || px > frame.width || py > frame.height) continue;
        tried++;
        const named = expressly.has(at);
        const size = fontSize(at);
        const font = `${named ? 600 : 400} ${size}px ${FONT}`;
        const text = labelLines(at);
        const wide = Math.max(...text.map((line) => width(ctx, line, font))) + 4;
        const leading = size * 1.2;
        const high = leading * text.length;
        const dot = radius(at, frame.scale);
        const boxes = spots(px, py, dot, wide, high).map(([left, top]) => [left, top, left + wide, top + high]);
        const box = boxes.find((one) => room.inside(one) && room.free(one)) ?? (named ? boxes[0] : null);
        if (!box) continue;
        room.take(box);
        room.take([px - dot, py - dot, px + dot, py + dot]);
        ctx.font = font;
        ctx.globalAlpha = !strong || named || strong.has(at) ? 1 : 0.4;
        write(ctx, text, (box[0] + box[2]) / 2, box[1], leading);
        written.push(at);
      }
      ctx.globalAlpha = 1;
      return written;
    }

    function drawCaptions(ctx, frame, edges, most) {
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      let written = 0;
      for (const edge of edges) {
        if (written >= most) break;
        const line = inSight(frame, edge) && curve(edge, frame.to, frame.scale);
        if (!line || Math.hypot(line.x2 - line.x1, line.y2 - line.y1) < 60) continue;
        const [mx, my] = middle(line);
        const text = caption(edge);
        const font = `italic 400 11px ${FONT}`;
        const wide = width(ctx, text, font) + 4;
        const box = [mx - wide / 2, my - 7, mx + wide / 2, my + 7];
        if (!frame.room.inside(box) || !frame.room.free(box)) continue;
        frame.room.take(box);
        ctx.font = font;
        ctx.globalAlpha = 0.88;
        ctx.fillStyle = theme.token("--paper");
        ctx.fillRect(box[0], box[1], wide, 14);
        ctx.globalAlpha = 1;
        ctx.fillStyle = theme.type(edge.type);
        ctx.fillText(text, mx, my);
        written++;
      }
    }

    // ---- the whole picture --------------------------------------------------------------------------------

    /** Add to a frame how points of the graph become points of the page. */
    function framed({ width, height, scale, centre, ...rest }) {
      const to = (px, py) => [(px - centre[0]) * scale + width / 2, (py - centre[1]) * scale + height / 2];
      return { width, height, scale, centre, to, room: makeRoom({ width, height }), ...rest };
    }

    /** Draw edges and dots; with `moving`, fewer and plainer. */
    function under(ctx, frame, { nodes, edges, layout, moving }) {
      const drawn = moving && edges.length > MOST_IN_MOTION ? edges.slice(0, MOST_IN_MOTION) : edges;
      if (layout === "tree") {
        const trunk = drawn.filter((edge) => edge.trunk);
        drawEdges(
          ctx,
          frame,
          drawn.filter((edge) => !edge.trunk),
          { alpha: BESIDE_THE_TREE, moving },
        );
        drawEdges(ctx, frame, trunk, { alpha: 0.8, moving });
      } else {
        drawEdges(ctx, frame, drawn, { alpha: faintness(edges.length), moving });
      }
      drawNodes(ctx, frame, nodes);
    }

    /** Draw what lies above: the veil and what it sets off, rings, names, captions. */
    function over(ctx, frame, { nodes, edges, layout, emphasis, selected, hovered, moving }) {
      let order = nodes;
      const expressly = new Set([selected?.entity, hovered?.entity].filter((one) => one !== undefined));
      if (emphasis) {
        ctx.globalAlpha = 0.72;
        ctx.fillStyle = theme.token("--paper");
        ctx.fillRect(0, 0, frame.width, frame.height);
        ctx.globalAlpha = 1;
        const chosen = nodes.filter((at) => emphasis.entities.has(at));
        const ways = edges.filter(({ at }) => emphasis.edges.has(at));
        drawEdges(ctx, frame, ways, { alpha: 0.95, moving: false });
        drawNodes(ctx, frame, chosen);
        order = [...chosen, ...nodes.filter((at) => !emphasis.entities.has(at))];
        for (const end of emphasis.ends) expressly.add(end);
      }
      const drawn = new Set(nodes);
      if (drawn.has(selected?.entity)) ring(ctx, frame, selected.entity, theme.token("--accent"), 4);
      if (hovered?.entity !== undefined) ring(ctx, frame, hovered.entity, theme.token("--soft"), 3);
      const named = [...expressly].filter((at) => drawn.has(at));
      const rest = order.filter((at) => !expressly.has(at));
      const most = (frame.width * frame.height) / AREA_OF_A_NAME;
      const amount = moving ? Math.min(most / 2, 50) : most;
      for (const at of nodes.slice(0, 60)) {
        const [px, py] = frame.to(x[at], y[at]);
        const size = radius(at, frame.scale) * 0.8;
        frame.room.take([px - size, py - size, px + size, py + size]);
      }
      frame.written = drawNames(ctx, frame, [...named, ...rest], { expressly, most: amount, strong: emphasis?.entities });
      if (moving) return;
      if (emphasis)
        drawCaptions(
          ctx,
          frame,
          edges.filter(({ at }) => emphasis.edges.has(at)),
          40,
        );
      else if (frame.scale > 0.75) drawCaptions(ctx, frame, layout === "tree" ? edges.filter(({ trunk }) => trunk) : edges, 60);
    }

    return Object.freeze({
      framed,
      under,
      over,
      crossOut,
      radius,
      fontSize,
      opacity,
      curve,
      middle,
      edgeWidth,
      labelLines,
      FONT,
    });
  }

  kgbuild.caption = caption;
  kgbuild.makePaint = makePaint;
})();
