"use strict";

// All text that comes from documents reaches the page through textContent, never as markup.
(() => {
  const MOST_RESULTS = 12;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { documents, entities, edges, labels, lines, types } = read("panel-data");
  const drawn = read("network-data");
  const place = (id) => document.getElementById(id);

  /** Make an element; `own` are its properties, `children` elements or text. */
  function make(tag, own, ...children) {
    const element = Object.assign(document.createElement(tag), own);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** Make an element whose text comes from a document: it may be in any script and direction. */
  const quoted = (tag, text, own) => make(tag, { dir: "auto", ...own, textContent: text });
  const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  const arrow = (edge) => (types[edge.type].directed ? "→" : "↔");

  // ---- the network -------------------------------------------------------------------------------------

  const nodeSet = new vis.DataSet(drawn.nodes);
  const edgeSet = new vis.DataSet(drawn.edges);
  const options = JSON.parse(drawn.options);
  const network = new vis.Network(place("network"), { nodes: nodeSet, edges: edgeSet }, options);
  const showAll = () => network.fit({ animation: false, maxZoomLevel: 1.15 });
  showAll();
  place("fit").addEventListener("click", showAll);

  // ---- legend ------------------------------------------------------------------------------------------

  const hidden = new Set();

  function toggle(label, visible) {
    if (visible) hidden.delete(label);
    else hidden.add(label);
    const away = (entity) => hidden.has(entities[entity].label);
    nodeSet.update(entities.map((_, id) => ({ id, hidden: away(id) })));
    edgeSet.update(edges.map((edge, id) => ({ id, hidden: away(edge.subject) || away(edge.object) })));
  }

  function dot(colour) {
    const element = make("span", { className: "dot" });
    element.style.backgroundColor = colour;
    return element;
  }

  function labelRow({ name, colour, description, count }) {
    const box = make("input", { type: "checkbox", checked: true, name });
    box.addEventListener("change", () => toggle(name, box.checked));
    const number = make("span", { className: "count" }, count.toLocaleString("en"));
    return make("li", {}, make("label", { title: description }, box, dot(colour), name, number));
  }

  function stroke({ colour, dashes }) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("class", "dash");
    path.setAttribute("d", "M0 5H34");
    path.setAttribute("stroke", colour);
    path.setAttribute("stroke-width", "2");
    path.setAttribute("stroke-dasharray", dashes.join(" ") || "none");
    line.append(path);
    return line;
  }

  function lineRow(line) {
    const number = make("span", { className: "count" }, line.count.toLocaleString("en"));
    return make("li", {}, stroke(line), line.modality, number);
  }

  place("labels").append(...labels.map(labelRow));
  place("lines").append(...lines.map(lineRow));
  const colourOf = Object.fromEntries(labels.map(({ name, colour }) => [name, colour]));

  // ---- what is selected --------------------------------------------------------------------------------

  const selection = place("selection");

  function fill(...children) {
    const close = make("button", { type: "button", className: "close", ariaLabel: "Close" }, "×");
    close.addEventListener("click", clear);
    selection.replaceChildren(close, ...children.filter(Boolean));
    selection.scrollTop = 0;
  }

  function clear() {
    network.unselectAll();
    selection.replaceChildren(
      make("p", { className: "soft" }, "Click an entity or an edge to see what the documents say about it."),
    );
  }

  function facts(pairs) {
    const present = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
    const rows = present.flatMap(([name, value]) => [make("dt", {}, name), quoted("dd", String(value))]);
    return make("dl", {}, ...rows);
  }

  function section(title, ...children) {
    return children.length ? make("div", {}, make("h3", {}, title), ...children) : null;
  }

  function link(action, ...children) {
    const button = make("button", { type: "button" }, ...children);
    button.addEventListener("click", action);
    return button;
  }

  function documentLine(id) {
    const { title, source, published } = documents[id] ?? {};
    const present = [published, source, id].filter(Boolean);
    const details = present.flatMap((one, at) => [at ? " · " : "", quoted("bdi", one)]);
    return make(
      "div",
      { className: "document" },
      title ? quoted("div", title) : null,
      make("div", { className: "soft small" }, ...details),
    );
  }

  function edgeRow(id, entity) {
    const edge = edges[id];
    const outward = edge.subject === entity;
    const other = entities[outward ? edge.object : edge.subject].name;
    const sign = types[edge.type].directed && !outward ? "←" : arrow(edge);
    const note = edge.modality === "asserted" ? "" : ` (${edge.modality})`;
    return make("li", {}, link(() => choose({ edge: id }), `${sign} ${edge.type}${note} `, quoted("bdi", other)));
  }

  function documentCard([id, count]) {
    const mentions = make("div", { className: "small" }, counted(count, "mention", "mentions"));
    return make("article", { className: "claim" }, documentLine(id), mentions);
  }

  function showEntity(id) {
    const entity = entities[id];
    const aliases = entity.aliases ?? [];
    const own = edges.flatMap((edge, at) => (edge.subject === id || edge.object === id ? [at] : []));
    const missing = entity.edges - own.length;
    const cited = entity.documents ?? [];
    const mentions = counted(entity.mentions ?? 0, "mention", "mentions");
    const attributes = Object.entries(entity.attributes ?? {});
    fill(
      quoted("h2", entity.name),
      make("p", {}, make("span", { className: "badge" }, dot(colourOf[entity.label]), entity.label)),
      make("p", {}, `${mentions} in ${counted(cited.length, "document", "documents")}`),
      section("Also called", ...aliases.map((alias) => quoted("div", alias))),
      section("Attributes", ...(attributes.length ? [facts(attributes)] : [])),
      entity.edges ? section(`Relations (${entity.edges})`, make("ul", {}, ...own.map((at) => edgeRow(at, id)))) : null,
      missing ? make("p", { className: "soft" }, `${missing} more, to entities left out of this page`) : null,
      section("Documents", ...cited.map(documentCard)),
      section("Id", quoted("div", entity.id, { className: "small" })),
    );
  }

  function claimCard(claim) {
    return make(
      "article",
      { className: "claim" },
      ...claim.quotes.map((quote) => quoted("blockquote", quote)),
      documentLine(claim.document),
      facts([
        ["modality", claim.modality],
        ["confidence", claim.confidence.toFixed(2)],
        ["role", claim.role],
        ["rank", claim.rank],
        ["count", claim.count],
        ["date", claim.date],
        ["from", claim.date_from],
        ["to", claim.date_to],
        ["said by", claim.by],
      ]),
    );
  }

  function showEdge(id) {
    const edge = edges[id];
    const end = (entity) => link(() => choose({ node: entity }), quoted("bdi", entities[entity].name));
    const typeLine = make("div", { className: "type" }, `${edge.type} ${arrow(edge)}`);
    const claims = counted(edge.claims.length, "claim", "claims");
    const stated = new Set(edge.claims.map((claim) => claim.document)).size;
    fill(
      make("div", { className: "ends" }, end(edge.subject), typeLine, end(edge.object)),
      make("p", { className: "soft small" }, types[edge.type].description),
      facts([
        ["modality", edge.modality],
        ["confidence", edge.confidence.toFixed(2)],
        ["first cited", edge.first_cited],
        ["last cited", edge.last_cited],
      ]),
      section(
        `Evidence: ${claims} in ${counted(stated, "document", "documents")}`,
        ...edge.claims.map(claimCard),
      ),
    );
  }

  /** Select an entity or an edge, in the picture and in the panel. */
  function choose({ node, edge }) {
    if (edge === undefined) {
      network.selectNodes([node]);
      showEntity(node);
    } else {
      network.setSelection({ nodes: [], edges: [edge] });
      showEdge(edge);
    }
  }

  // The panel stays when the background is clicked, so that its text can be read and copied in peace.
  network.on("click", ({ nodes, edges: clicked }) => {
    if (nodes.length) showEntity(nodes[0]);
    else if (clicked.length) showEdge(clicked[0]);
  });
  clear();

  // ---- search ------------------------------------------------------------------------------------------

  const query = place("query");
  const results = place("results");
  const plain = (text) => text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
  const searchable = entities.map((entity) => [entity.name, ...(entity.aliases ?? [])].map(plain));

  function rank(id, wanted) {
    const names = searchable[id];
    const starts = names.some((name) => name.startsWith(wanted));
    return (starts ? 1e9 : 0) + (entities[id].mentions ?? 0);
  }

  function find(text) {
    const wanted = plain(text.trim());
    if (!wanted) return [];
    const found = [...entities.keys()].filter((id) => searchable[id].some((name) => name.includes(wanted)));
    return found.sort((one, other) => rank(other, wanted) - rank(one, wanted) || one - other);
  }

  function reveal(id) {
    const { label } = entities[id];
    if (hidden.has(label)) place("labels").querySelector(`input[name="${CSS.escape(label)}"]`).click();
    choose({ node: id });
    network.focus(id, { scale: Math.max(network.getScale(), 1), animation: false });
  }

  function resultRow(id) {
    const { name, label } = entities[id];
    return link(() => reveal(id), dot(colourOf[label]), " ", quoted("bdi", name));
  }

  function showResults() {
    const found = find(query.value);
    const rest = found.length - MOST_RESULTS;
    const notes = [];
    if (rest > 0) notes.push(`${rest} more: type more of the name`);
    if (!found.length && query.value.trim()) notes.push("No entity shown here has this name.");
    results.replaceChildren(
      ...found.slice(0, MOST_RESULTS).map(resultRow),
      ...notes.map((note) => make("p", { className: "soft small" }, note)),
    );
  }

  function walk(event) {
    const rows = [...results.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === query) rows[0]?.click();
    if (!step || !rows.length) return;
    const at = rows.indexOf(event.target) + step;
    (rows[at] ?? query).focus();
    event.preventDefault();
  }

  query.addEventListener("input", showResults);
  place("search").addEventListener("keydown", walk);

  globalThis.kgbuild = Object.freeze({ network, entities, edges, choose });
})();
