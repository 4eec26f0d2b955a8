"use strict";

// What the panel tells about an entity.
(() => {
  const { make, quoted, counted, dot } = kgbuild.dom;
  const { phrase, lasting } = kgbuild.words;
  const { action, section, facts, list } = kgbuild.parts;

  const MOST_RELATIONS = 40;
  const MOST_DOCUMENTS = 10;
  const MOST_ALIASES = 8;
  // Posts of people and commands of units; where they were.
  const CAREER = new Set(["COMMANDS", "MEMBER_OF", "DEPLOYED_TO", "OPERATES_IN", "LOCATED_IN", "OPERATES_UNDER"]);

  const other = (edge, at) => (edge.subject === at ? edge.object : edge.subject);

  /** "commands 7 Division", to be chosen. */
  function inWords(view, at, number) {
    const edge = view.data.edges[number];
    const backward = edge.subject !== at;
    const words = phrase(edge.type, edge.modality, backward);
    return action(
      `edge ${number}`,
      () => view.state.set({ selection: { edge: number } }),
      make("span", { className: `words ${edge.modality}` }, words),
      " ",
      quoted("bdi", view.data.entities[other(edge, at)].name),
    );
  }

  function relationRow(view, at, number) {
    const edge = view.data.edges[number];
    const notes = [lasting(edge), counted(edge.publications, "source", "sources"), kgbuild.words.percent(edge.confidence)];
    const swatch = kgbuild.dom.stroke(view.theme.type(edge.type), view.theme.dash(edge.modality));
    return make(
      "li",
      { className: "relation" },
      swatch,
      make("div", {}, inWords(view, at, number), make("div", { className: "soft small" }, notes.filter(Boolean).join(" · "))),
    );
  }

  function relations(view, at) {
    const { edges, entities, types } = view.data;
    const order = new Map(types.map((type, place) => [type.name, place]));
    const all = [...new Set(entities[at].edges)];
    const passing = all.filter((number) => view.passes(number));
    const key = (number) => [order.get(edges[number].type), edges[number].subject === at ? 0 : 1];
    passing.sort((one, two) => {
      const [left, right] = [key(one), key(two)];
      return left[0] - right[0] || left[1] - right[1] || edges[two].publications - edges[one].publications || one - two;
    });
    const away = all.length - passing.length;
    return section(
      `Relations (${passing.length.toLocaleString("en-GB")})`,
      ...list("ul", "relations", passing, (number) => relationRow(view, at, number), MOST_RELATIONS),
      away ? make("p", { className: "soft small" }, `${away.toLocaleString("en-GB")} more do not pass the filters.`) : null,
    );
  }

  // ---- posts and deployments ---------------------------------------------------------------------------

  function bar(span, stretch, colour) {
    const length = stretch.to - stretch.from + 1;
    const share = (days) => `${((100 * days) / length).toFixed(2)}%`;
    const piece = make("span", { className: "piece" });
    piece.classList.toggle("open-start", !span.fromKnown);
    piece.classList.toggle("open-end", !span.toKnown);
    // The last days still get a mark that can be seen.
    piece.style.insetInlineStart = `min(${share(span.from - stretch.from)}, calc(100% - 6px))`;
    piece.style.width = share(span.to - span.from + 1);
    piece.style.setProperty("--colour", colour);
    return make("span", { className: "track", ariaHidden: "true" }, piece);
  }

  function careerRow(view, at, { number, span }, stretch) {
    const edge = view.data.edges[number];
    const roles = new Set(edge.told.map((claim) => view.data.claim(claim)).flatMap(({ rank, role }) => [rank, role]));
    const role = [...roles].filter(Boolean).slice(0, 3);
    return make(
      "li",
      {},
      make("div", { className: "when small soft" }, span.when),
      inWords(view, at, number),
      role.length ? quoted("div", role.join(", "), { className: "small soft role" }) : null,
      span.told ? bar(span, stretch, view.theme.type(edge.type)) : null,
    );
  }

  function career(view, at) {
    const { edges, entities } = view.data;
    const dated = [...new Set(entities[at].edges)]
      .filter((number) => CAREER.has(edges[number].type) && edges[number].modality !== "negated" && view.passes(number))
      .map((number) => ({ number, span: kgbuild.charts.held(view.data, edges[number]) }))
      .filter(({ span }) => span !== null)
      .sort((one, two) => one.span.from - two.span.from || one.span.to - two.span.to || one.number - two.number);
    if (!dated.length) return null;
    const barred = dated.map(({ span }) => span).filter((span) => span.told);
    const stretch = { from: Math.min(...barred.map(({ from }) => from)), to: Math.max(...barred.map(({ to }) => to)) };
    const month = (day) => make("span", {}, kgbuild.dates.isoOf(day).slice(0, -3));
    const axis = make("div", { className: "axis small soft", ariaHidden: "true" });
    if (barred.length > 1) axis.append(month(stretch.from), month(stretch.to));
    return section(
      "Posts and deployments",
      axis,
      ...list("ol", "career", dated, (one) => careerRow(view, at, one, stretch), MOST_RELATIONS),
    );
  }

  // ---- the rest ----------------------------------------------------------------------------------------

  /** The name of a country by its code, if the browser knows it. */
  function country(code) {
    try {
      return new Intl.DisplayNames(["en-GB"], { type: "region" }).of(code.toUpperCase()) ?? code;
    } catch {
      return code;
    }
  }

  function attributes({ attributes: known }) {
    const { lat, lon, ...others } = known;
    const pairs = Object.entries(others).map(([name, value]) => [name, name === "country" ? country(value) : value]);
    if (lat !== undefined && lon !== undefined) pairs.push(["coordinates", `${lat}, ${lon}`]);
    return section("Attributes", facts(pairs));
  }

  function documentRow(view, [number, count]) {
    const { title, id, source, published } = view.data.documents[number];
    const notes = [published, source, counted(count, "mention", "mentions")].filter(Boolean);
    return make(
      "li",
      {},
      quoted("div", title ?? id),
      make("div", { className: "soft small" }, ...notes.flatMap((note, at) => [at ? " · " : "", quoted("bdi", note)])),
    );
  }

  function actions(view, at) {
    const { state } = view;
    const { focus, hidden } = state.get();
    const { name } = view.data.entities[at];
    const focused = focus?.entity === at ? focus.depth : 0;
    const away = view.hiddenNeighbours(at);
    const setFocus = (depth) => {
      const next = depth ? { entity: at, depth } : null;
      state.set({ focus: next }, { undo: depth ? `Focus on ${name}` : "Leave the focus" });
      view.picture.fit();
    };
    const row = [
      action("centre", () => centre(view, at), "Centre"),
      pressed(
        action("focus 1", () => setFocus(focused === 1 ? 0 : 1), "Neighbours only"),
        focused === 1,
      ),
      pressed(
        action("focus 2", () => setFocus(focused === 2 ? 0 : 2), "Two steps"),
        focused === 2,
      ),
      away ? action("expand", () => view.expand(at), `Show ${counted(away, "neighbour", "neighbours")} more`) : null,
      hidden.includes(at) ? action("hide", () => unhide(view, at), "Show again") : action("hide", () => hide(view, at), "Hide"),
      action("path from", () => kgbuild.pathEnds?.(at, undefined), "Path from here"),
      action("path to", () => kgbuild.pathEnds?.(undefined, at), "Path to here"),
    ];
    return make("div", { className: "actions", role: "group", ariaLabel: "Actions" }, ...row.filter(Boolean));
  }

  function centre(view, at) {
    view.state.set({ mode: "graph" });
    view.show(at);
  }

  function pressed(button, on) {
    button.ariaPressed = String(on);
    return button;
  }

  function hide(view, at) {
    const { hidden, selection, focus } = view.state.get();
    const patch = { hidden: [...hidden, at].sort((one, two) => one - two) };
    if (selection?.entity === at) patch.selection = null;
    if (focus?.entity === at) patch.focus = null;
    view.state.set(patch, { undo: `Hide ${view.data.entities[at].name}` });
    view.say(`${view.data.entities[at].name} is hidden. Undo with Control Z.`);
  }

  function unhide(view, at) {
    const hidden = view.state.get().hidden.filter((one) => one !== at);
    view.state.set({ hidden }, { undo: `Show ${view.data.entities[at].name}` });
  }

  function entity(view, at) {
    const one = view.data.entities[at];
    const mentions = counted(one.mentions, "mention", "mentions");
    const cited = counted(one.documents.length, "document", "documents");
    return [
      quoted("h2", one.name, { tabIndex: -1 }),
      make(
        "p",
        { className: "kind" },
        make("span", { className: "badge" }, dot(view.theme.label(one.label)), quoted("bdi", one.label)),
        make("span", { className: "soft" }, `${mentions} in ${cited}`),
      ),
      actions(view, at),
      section(
        "Also called",
        list("ul", "aliases", one.aliases, (alias) => quoted("li", alias), MOST_ALIASES),
      ),
      attributes(one),
      career(view, at),
      relations(view, at),
      section(
        "Documents",
        list("ul", "documents", one.documents, (row) => documentRow(view, row), MOST_DOCUMENTS),
      ),
      section("Id", quoted("div", one.id, { className: "small soft" })),
    ];
  }

  kgbuild.hiding = Object.freeze({ hide, unhide });
  kgbuild.details = { entity };
})();
