"use strict";

// Filters: confidence, sources, dates, documents.
(() => {
  const { make, quoted, clean, counted, svg } = kgbuild.dom;
  const { action, number, FILTERS } = kgbuild.parts;
  const BARS = 40;
  const HEIGHT = 44;
  const MOST_DOCUMENTS = 60;

  /** What the steps of a control have in common, until it is taken in hand anew: presses of a key in a row are one. */
  function seriesOf(input) {
    let series = {};
    for (const kind of ["focus", "pointerdown"]) input.addEventListener(kind, () => (series = {}));
    return () => series;
  }

  /** A slider that sets the filter when it is let go of, and tells its value meanwhile. */
  function slider(id, label, { min, max, step }, told, set) {
    const input = make("input", { type: "range", id, min, max, step });
    const output = make("output", { htmlFor: id });
    const tell = () => {
      output.textContent = told(Number(input.value));
      input.ariaValueText = output.textContent;
    };
    input.addEventListener("input", tell);
    const series = seriesOf(input);
    input.addEventListener("change", () => set(Number(input.value), series()));
    const head = make("div", { className: "row" }, make("label", { htmlFor: id }, label), output);
    return {
      element: make("div", { className: "filter" }, head, input),
      input,
      show(value) {
        input.value = value;
        tell();
      },
    };
  }

  // ---- confidence and sources --------------------------------------------------------------------------

  function confidence(view) {
    const told = (value) => (value ? `at least ${value}%` : "any");
    const set = (value, series) => view.state.set({ confidence: value / 100 }, { undo: `Confidence ${told(value)}`, series });
    const one = slider("confidence", "Confidence", { min: 0, max: 100, step: 5 }, told, set);
    return { element: one.element, show: (now) => one.show(Math.round(now.confidence * 100)) };
  }

  function sources(view) {
    const most = Math.min(
      view.data.edges.reduce((high, edge) => Math.max(high, edge.publications), 1),
      20,
    );
    if (most < 2) return null;
    const told = (value) => (value > 1 ? `at least ${value}` : "any number");
    const set = (value, series) => view.state.set({ publications: value }, { undo: `Sources: ${told(value)}`, series });
    const one = slider("sources", "Independent sources", { min: 1, max: most, step: 1 }, told, set);
    return { element: one.element, show: (now) => one.show(now.publications) };
  }

  // ---- dates -------------------------------------------------------------------------------------------

  function bars(view, stretch) {
    const { claimFirst, claimLast } = view.data;
    const counts = kgbuild.charts.histogram(claimFirst, claimLast, stretch, BARS);
    const highest = Math.max(...counts, 1);
    const rects = counts.map((count, at) => {
      // Even one claim can be seen beside thousands.
      const height = count ? Math.max(2, (Math.sqrt(count) / Math.sqrt(highest)) * HEIGHT) : 0;
      return svg("rect", { x: at + 0.08, y: HEIGHT - height, width: 0.84, height });
    });
    const picture = svg(
      "svg",
      { viewBox: `0 0 ${BARS} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...rects,
    );
    picture.setAttribute("class", "histogram");
    return { picture, rects, counts };
  }

  function dates(view) {
    const { days } = view.data;
    if (!days || days.from === days.to) return null;
    const { isoOf, dayOf } = kgbuild.dates;
    const { picture, rects } = bars(view, days);
    const from = make("input", { type: "range", min: days.from, max: days.to, step: 1, ariaLabel: "From" });
    const to = make("input", { type: "range", min: days.from, max: days.to, step: 1, ariaLabel: "To" });
    const output = make("output");
    const words = (day) => kgbuild.words.date(isoOf(day));

    function tell() {
      const [start, end] = [Number(from.value), Number(to.value)];
      from.ariaValueText = words(start);
      to.ariaValueText = words(end);
      output.textContent = start === days.from && end === days.to ? "any" : `${words(start)} – ${words(end)}`;
      const day = (at) => days.from + ((at + 0.5) / BARS) * (days.to - days.from + 1);
      for (const [at, rect] of rects.entries()) rect.classList.toggle("out", day(at) < start || day(at) > end);
    }

    function apply(series) {
      const [start, end] = [Number(from.value), Number(to.value)];
      const patch = { from: start > days.from ? isoOf(start) : null, to: end < days.to ? isoOf(end) : null };
      view.state.set(patch, { undo: `Dates: ${output.textContent}`, series });
    }

    from.addEventListener("input", () => {
      from.value = Math.min(Number(from.value), Number(to.value));
      tell();
    });
    to.addEventListener("input", () => {
      to.value = Math.max(Number(from.value), Number(to.value));
      tell();
    });
    for (const one of [from, to]) {
      const series = seriesOf(one);
      one.addEventListener("change", () => apply(series()));
      // A page up or down is a year.
      one.addEventListener("keydown", (event) => {
        const step = { PageUp: 365, PageDown: -365 }[event.key];
        if (!step) return;
        event.preventDefault();
        one.value = Number(one.value) + step;
        one.dispatchEvent(new Event("input"));
        apply(series());
      });
    }
    const ends = make(
      "div",
      { className: "row soft small" },
      make("span", {}, words(days.from)),
      make("span", {}, words(days.to)),
    );
    const head = make("div", { className: "row" }, make("span", { id: "dates-label" }, "Dates"), output);
    const sliders = make("div", { className: "pair" }, from, to);
    const element = make("div", { className: "filter dates", role: "group" }, head, picture, sliders, ends);
    element.setAttribute("aria-labelledby", "dates-label");
    return {
      element,
      show(now) {
        from.value = now.from ? dayOf(now.from) : days.from;
        to.value = now.to ? dayOf(now.to, true) : days.to;
        tell();
      },
    };
  }

  // ---- documents ---------------------------------------------------------------------------------------

  function documents(view) {
    const all = view.data.documents;
    if (all.length < 2) return null;
    const cited = new Array(all.length).fill(0);
    for (const one of view.data.claimDocument) cited[one] += 1;
    const ranked = all.map((_, at) => at).sort((one, two) => cited[two] - cited[one] || one - two);
    const query = make("input", { type: "search", dir: "auto", ariaLabel: "Find a document by title, source or id" });
    query.placeholder = "Title, source or id";
    const list = make("ul", { className: "boxes" });
    const note = make("p", { className: "soft small" });
    const title = make("span", {}, "Documents");
    const element = make("details", { className: "filter" }, make("summary", {}, title), query, list, note);
    const fold = (text) =>
      text
        .normalize("NFKD")
        .replace(/\p{Mark}/gu, "")
        .toLowerCase();

    function choose(id, on) {
      const others = view.state.get().documents.filter((one) => one !== id);
      const chosen = on ? [...others, id].sort() : others;
      view.state.set({ documents: chosen }, { undo: on ? `Only from ${id}` : `No longer only from ${id}` });
    }

    function row(at) {
      const one = all[at];
      const box = make("input", { type: "checkbox", checked: view.state.get().documents.includes(one.id) });
      box.addEventListener("change", () => choose(one.id, box.checked));
      box.dataset.id = one.id;
      const count = make("span", { className: "count" }, number(cited[at]));
      return make("li", {}, make("label", {}, box, quoted("span", one.title ?? one.id, { className: "name" }), count));
    }

    function render() {
      const wanted = fold(query.value.trim());
      const chosen = new Set(view.state.get().documents);
      const fits = ({ title: name, source, id }) => [name, source, id].some((text) => text && fold(text).includes(wanted));
      const found = ranked.filter((at) => chosen.has(all[at].id) || !wanted || fits(all[at]));
      found.sort((one, two) => chosen.has(all[two].id) - chosen.has(all[one].id));
      list.replaceChildren(...found.slice(0, MOST_DOCUMENTS).map(row));
      const more = found.length - MOST_DOCUMENTS;
      note.textContent = more > 0 ? `${number(more)} more: type some of the title` : found.length ? "" : "None fits.";
    }

    query.addEventListener("input", render);
    element.addEventListener("toggle", () => element.open && render());
    return {
      element,
      show(now) {
        title.textContent = now.documents.length
          ? `Documents (${now.documents.length} chosen)`
          : `Documents (all ${number(all.length)})`;
        if (!element.open) return;
        const boxes = [...list.querySelectorAll("input")];
        // While boxes are being ticked the list keeps its order, so that nothing jumps.
        if (now.documents.every((id) => boxes.some((box) => box.dataset.id === id))) {
          for (const box of boxes) box.checked = now.documents.includes(box.dataset.id);
        } else render();
      },
    };
  }

  // ---- all of them -------------------------------------------------------------------------------------

  kgbuild.panel("filters", (view) => {
    const filters = [confidence, sources, dates, documents].map((make_) => make_(view)).filter(Boolean);
    const summary = make("p", { className: "soft small", id: "shown", tabIndex: -1 });
    const clear = action("clear", () => view.state.reset(FILTERS, { undo: "Clear the filters" }), "Clear all filters");
    /** A button that takes away another reason why something is not shown, and goes with it. */
    function remover(key, patch, undo) {
      const button = action(key, () => view.state.set(patch, { undo }), "");
      // The button is gone then; what is shown now is read instead.
      button.addEventListener("click", () => summary.focus());
      return button;
    }
    const unhide = remover("show hidden", { hidden: [] }, "Show what was hidden");
    const unfocus = remover("leave focus", { focus: null }, "Leave the focus");
    for (const button of [unhide, unfocus, clear]) button.className = "clear";
    const { entities, edges } = view.data;

    function paint(now) {
      for (const filter of filters) filter.show(now);
      const shown = view.visible();
      const part = (some, all, one, many) =>
        some === all ? counted(all, one, many) : `${number(some)} of ${counted(all, one, many)}`;
      summary.textContent = `Shown: ${part(shown.entities, entities.length, "entity", "entities")}, ${part(shown.edges, edges.length, "relation", "relations")}`;
      unhide.hidden = !now.hidden.length;
      unhide.textContent = `Show ${counted(now.hidden.length, "entity", "entities")} hidden by hand`;
      unfocus.hidden = !now.focus;
      if (now.focus) unfocus.replaceChildren("Leave the focus on ", quoted("bdi", clean(entities[now.focus.entity].name)));
      const { defaults } = view.state;
      clear.disabled = FILTERS.every((key) => JSON.stringify(now[key]) === JSON.stringify(defaults[key]));
    }

    const title = make("h2", {}, "Filters");
    document.getElementById("filters").append(title, ...filters.map(({ element }) => element), summary, unhide, unfocus, clear);
    view.state.subscribe(paint);
    paint(view.state.get());
  });
})();
