"use strict";

// What is shown, as a picture or as a table.
(() => {
  const { svg, download } = kgbuild.dom;
  const PIXELS = 2; // of a picture, for each of the screen
  const MARGIN = 24;

  // ---- tables ------------------------------------------------------------------------------------------

  /** A cell of CSV (RFC 4180). A spreadsheet would run a text that begins like a formula, so it gets a quote. */
  function cell(value) {
    const text = value === undefined || value === null ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  // The mark at the beginning tells spreadsheets that this is UTF-8.
  const table = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  /** An attribute of an entity; its coordinates are numbers, which no spreadsheet takes for a formula. */
  function value(entity, name) {
    const known = kgbuild.mapping.coordinates(entity);
    if (known && Object.hasOwn(known, name)) return known[name];
    return Object.hasOwn(entity.attributes, name) ? entity.attributes[name] : "";
  }

  function entityTable(view) {
    const { entity } = view.visible();
    const shown = view.data.entities.filter(({ at }) => entity[at]);
    const names = [...new Set(shown.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
    const rows = shown.map((one) => [
      one.id,
      one.label,
      one.name,
      one.aliases.join("; "),
      one.mentions,
      one.documents.length,
      ...names.map((name) => value(one, name)),
    ]);
    return table([["id", "label", "name", "aliases", "mentions", "documents", ...names], ...rows]);
  }

  const CLAIM = ["modality", "confidence", "status", "rank", "role", "count", "date", "from", "to"];

  /** One row for each claim that passes the filters, of the relations that are shown, with sentence and document. */
  function claimTable(view) {
    const { data } = view;
    const { edge: shown } = view.visible();
    const head = [
      "type",
      "subject",
      "subject id",
      "object",
      "object id",
      ...CLAIM,
      "said by",
      "quote",
      "document",
      "title",
      "source",
      "published",
    ];
    const rows = data.edges
      .filter(({ at }) => shown[at])
      .flatMap((edge) => edge.told.map((at) => claimRow(data, edge, data.claim(at))));
    return table([head, ...rows]);
  }

  function claimRow(data, edge, claim) {
    const [subject, object] = [data.entities[edge.subject], data.entities[edge.object]];
    const document = data.documents[claim.document];
    const by = claim.by === undefined ? "" : data.entities[claim.by].name;
    const quote = claim.quotes.map(({ text }) => text).join(" … ");
    const told = [subject.name, subject.id, object.name, object.id, ...CLAIM.map((name) => claim[name])];
    return [edge.type, ...told, by, quote, document.id, document.title, document.source, document.published];
  }

  // ---- pictures ----------------------------------------------------------------------------------------

  /** The graph as SVG, as far as it is shown, whether on the screen or beside it. */
  function graphPicture(view) {
    const { bounds, nodes, edges, paper, ink } = view.picture.scene();
    const [left, top] = [bounds.left - MARGIN, bounds.top - MARGIN];
    const [width, height] = [bounds.right - bounds.left + 2 * MARGIN, bounds.bottom - bounds.top + 2 * MARGIN];
    const box = [left, top, width, height].map((value) => value.toFixed(1)).join(" ");
    return svg(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        viewBox: box,
        width: width.toFixed(0),
        height: height.toFixed(0),
        "font-family": kgbuild.parts.FONT,
      },
      svg("rect", { x: left, y: top, width, height, fill: paper }),
      ...edges.flatMap(edgePieces),
      ...nodes.map(({ x, y, radius, colour }) =>
        svg("circle", { cx: x, cy: y, r: radius, fill: colour, stroke: paper, "stroke-width": 1.5 }),
      ),
      ...nodes.filter(({ labelled }) => labelled).map((node) => nameOf(node, { ink, paper })),
    );
  }

  function edgePieces({ path, colour, dash, width, arrow }) {
    const [start, control, end] = path;
    const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    const line = { d: `M${point(start)}Q${point(control)} ${point(end)}`, fill: "none", stroke: colour, "stroke-width": width };
    if (dash.length) line["stroke-dasharray"] = dash.join(" ");
    if (!arrow) return [svg("path", line)];
    const angle = Math.atan2(end[1] - control[1], end[0] - control[0]);
    const size = 7 + 1.5 * width;
    const corner = (turn) => [end[0] - size * Math.cos(angle + turn), end[1] - size * Math.sin(angle + turn)];
    return [svg("path", line), svg("path", { d: `M${point(end)}L${point(corner(0.4))}L${point(corner(-0.4))}Z`, fill: colour })];
  }

  function nameOf({ x, y, radius, lines, font }, { ink, paper }) {
    const rows = lines.map((line, at) => svg("tspan", { x, y: y + radius + font * (1.1 + 1.2 * at) }, `\u2068${line}\u2069`));
    const look = { fill: ink, stroke: paper, "stroke-width": font / 4, "stroke-linejoin": "round", "paint-order": "stroke" };
    return svg("text", { "text-anchor": "middle", "font-size": font, ...look }, ...rows);
  }

  function viewPicture(view) {
    const { mode } = view.state.get();
    if (mode === "graph") return graphPicture(view);
    const shown = document.querySelector(`#${mode} .frame svg`);
    if (!shown) return null;
    const picture = shown.cloneNode(true);
    const paper = svg("rect", { width: "100%", height: "100%", fill: view.theme.token("--paper") });
    picture.prepend(paper);
    for (const item of picture.querySelectorAll(".item"))
      for (const name of ["tabindex", "role", "aria-pressed"]) item.removeAttribute(name);
    return picture;
  }

  const written = (picture) => new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });

  async function painted(picture) {
    const image = new Image();
    const url = URL.createObjectURL(written(picture));
    try {
      image.src = url;
      await image.decode();
      const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)) * PIXELS);
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      canvas.getContext("2d").drawImage(image, 0, 0, width, height);
      return await new Promise((done) => canvas.toBlob(done, "image/png"));
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  const csv = (text) => new Blob([text], { type: "text/csv;charset=utf-8" });

  const EXPORTS = {
    "PNG picture": async (view) => {
      const { mode } = view.state.get();
      if (mode === "graph") return [await view.picture.toImage({ scale: PIXELS }), "graph.png"];
      const picture = viewPicture(view);
      return picture && [await painted(picture), `${mode}.png`];
    },
    "SVG picture": async (view) => {
      const picture = viewPicture(view);
      return picture && [written(picture), `${view.state.get().mode}.svg`];
    },
    "CSV of entities": async (view) => [csv(entityTable(view)), "entities.csv"],
    "CSV of claims": async (view) => [csv(claimTable(view)), "claims.csv"],
  };

  /** Save what is shown in one of the forms of EXPORTS. */
  async function save(view, form) {
    const file = await EXPORTS[form](view);
    if (!file) {
      view.say("There is nothing to save.");
      return;
    }
    download(...file);
    view.say(`Saved as ${file[1]}`);
  }

  kgbuild.exporting = Object.freeze({ forms: Object.keys(EXPORTS), save, cell });
})();
