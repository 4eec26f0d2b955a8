"use strict";

// The legend: what the colours and lines mean, how many of each are shown, and a box to leave each out.
(() => {
  const { make, quoted, dot, stroke } = kgbuild.dom;
  const { action } = kgbuild.parts;

  const WHOLE = "A line is drawn as most of its claims say. What is left out here is left out of the evidence too.";
  const GROUPS = [
    { title: "Labels", key: "hiddenLabels", list: "labels", of: (one) => one.name },
    { title: "Relations", key: "hiddenTypes", list: "types", of: (one) => one.name },
    { title: "Modality of claims", note: WHOLE, key: "hiddenModalities", list: "modalities", of: (one) => one.name },
  ];

  function swatch(view, key, one) {
    if (key === "hiddenLabels") return dot(view.theme.label(one.name));
    if (key === "hiddenTypes") return stroke(view.theme.type(one.name), []);
    return stroke(view.theme.token("--ink"), view.theme.dash(one.name));
  }

  /** How many of each are shown now. */
  function shownCounts({ data, visible }) {
    const { entity, edge } = visible();
    const counts = { hiddenLabels: new Map(), hiddenTypes: new Map(), hiddenModalities: new Map() };
    const add = (key, name) => counts[key].set(name, (counts[key].get(name) ?? 0) + 1);
    for (const { at, label } of data.entities) if (entity[at]) add("hiddenLabels", label);
    data.edges.forEach((one, at) => {
      if (!edge[at]) return;
      add("hiddenTypes", one.type);
      for (const claim of one.told) add("hiddenModalities", data.claimModality[claim]);
    });
    return counts;
  }

  kgbuild.panel("legend", (view) => {
    const { state } = view;
    const rows = [];

    function set(key, names, undo) {
      state.set({ [key]: names }, { undo });
      const { entities, edges } = view.visible();
      view.say(`${entities.toLocaleString("en-GB")} entities and ${edges.toLocaleString("en-GB")} relations shown`);
    }

    function toggle(key, name, on) {
      const others = state.get()[key].filter((one) => one !== name);
      set(key, on ? others : [...others, name].sort(), `${on ? "Show" : "Leave out"} ${name}`);
    }

    function only(key, name, names) {
      const rest = names.filter((one) => one !== name).sort();
      const alone = rest.length === state.get()[key].length && !state.get()[key].includes(name);
      set(key, alone ? [] : rest, alone ? "Show all" : `Only ${name}`);
    }

    function row({ key }, one, names) {
      const box = make("input", { type: "checkbox" });
      box.addEventListener("change", () => toggle(key, one.name, box.checked));
      const count = make("span", { className: "count" });
      const mark = make("span", { className: "swatch" });
      const shownName = key === "hiddenTypes" ? kgbuild.words.plain(one.name) : one.name;
      const name = quoted("span", shownName, { className: "name" });
      const alone = names.length > 1 ? action(`only ${one.name}`, () => only(key, one.name, names), "only") : null;
      if (alone) {
        alone.className = "only";
        alone.ariaLabel = `only ${shownName}`;
      }
      rows.push({ key, one, box, count, mark });
      const title = one.description ?? "";
      return make("li", { title }, make("label", {}, box, mark, name, count), alone);
    }

    function group(which) {
      const list = view.data[which.list];
      if (!list.length) return null;
      const names = list.map(({ name }) => name);
      const items = list.map((one) => row(which, one, names));
      const whole = make("details", { open: true }, make("summary", {}, which.title), make("ul", {}, ...items));
      if (which.note) whole.append(make("p", { className: "soft small" }, which.note));
      whole.dataset.group = which.list;
      return whole;
    }

    function paint() {
      const counts = shownCounts(view);
      const now = state.get();
      for (const { key, one, box, count, mark } of rows) {
        const shown = counts[key].get(one.name) ?? 0;
        const total = one.count;
        box.checked = !now[key].includes(one.name);
        const number = (value) => value.toLocaleString("en-GB");
        count.textContent = shown === total ? number(shown) : `${number(shown)} of ${number(total)}`;
        mark.replaceChildren(swatch(view, key, one));
      }
    }

    document.getElementById("legend").append(...GROUPS.map(group).filter(Boolean));
    state.subscribe(paint);
    view.theme.onChange(paint);
    paint();
  });
})();
