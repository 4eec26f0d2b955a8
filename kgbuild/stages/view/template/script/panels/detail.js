"use strict";

// The panel on the right: all about the selected entity or edge.
(() => {
  const { make } = kgbuild.dom;
  const { action, FILTERS } = kgbuild.parts;
  const OTHERS = [...FILTERS, "hidden", "opened", "focus", "path"];
  const MOST_BACK = 50;
  const SIGHT = 60; // px
  const SMALL = matchMedia("(max-width: 900px)");

  const same = (one, other) => one?.entity === other?.entity && one?.edge === other?.edge;

  kgbuild.panel("detail", (view) => {
    const panel = document.getElementById("detail");
    const trail = [];
    let goingBack = false;

    function bar() {
      const back = action("back", goBack, "← Back");
      back.disabled = trail.length === 0;
      const close = action("close", () => view.state.set({ selection: null }), "×");
      close.className = "close";
      close.ariaLabel = "Close the panel";
      close.title = "Close (Escape)";
      return make("div", { className: "bar" }, back, close);
    }

    function goBack() {
      const before = trail.pop();
      goingBack = true;
      if (before.entity !== undefined) kgbuild.parts.choose(view, before.entity);
      else view.state.set({ selection: before });
      goingBack = false;
    }

    function render(selection) {
      panel.hidden = selection === null;
      document.documentElement.toggleAttribute("data-detail", selection !== null);
      if (selection === null) {
        panel.replaceChildren();
        return;
      }
      const { entity, edge } = kgbuild.details;
      const content = selection.entity === undefined ? edge(view, selection.edge) : entity(view, selection.entity);
      panel.replaceChildren(bar(), ...content.filter(Boolean));
    }

    function select(now, before) {
      const held = panel.contains(document.activeElement);
      if (before.selection && now.selection && !goingBack && !same(now.selection, before.selection)) {
        trail.push(before.selection);
        trail.splice(0, trail.length - MOST_BACK);
      }
      if (!now.selection) trail.length = 0;
      if (SMALL.matches) makeRoom(now);
      else if (!before.selection && now.mode === "graph") requestAnimationFrame(() => requestAnimationFrame(keepInSight));
      render(now.selection);
      panel.scrollTop = 0;
      if (!held) return;
      if (now.selection?.edge !== undefined && now.mode === "graph" && !SMALL.matches)
        showEnds(view.data.edges[now.selection.edge]);
      if (now.selection) panel.querySelector("h2").focus();
      else view.picture.element.focus({ preventScroll: true });
    }

    /** On a small screen the panel lies over the picture, and under the panel on the left. */
    function makeRoom({ selection, mode }) {
      document.documentElement.removeAttribute("data-side");
      const at = selection?.entity;
      if (at === undefined || mode !== "graph") return;
      requestAnimationFrame(() => {
        const place = view.picture.screen(at);
        if (!place || panel.hidden || place.y < panel.getBoundingClientRect().y) return;
        view.picture.centre(at);
        view.picture.pan(0, panel.offsetHeight / 2);
      });
    }

    /** A relation that was chosen in the panel: if one of its ends is out of sight, all of it is shown. */
    function showEnds({ subject, object }) {
      const { left, right, top, bottom } = view.picture.element.getBoundingClientRect();
      const away = ({ x, y }) => x < left || x > right || y < top || y > bottom;
      const places = [subject, object].map(view.picture.screen);
      if (places.every(Boolean) && places.some(away)) view.picture.fit([subject, object]);
    }

    /** The panel has taken its room from the picture: what is selected is not to be beside it. */
    function keepInSight() {
      const { selection, mode } = view.state.get();
      if (!selection || mode !== "graph") return;
      const { entity, edge } = selection;
      const place = entity === undefined ? view.picture.middle(edge) : view.picture.screen(entity);
      const beyond = place ? place.x + SIGHT - view.picture.element.getBoundingClientRect().right : 0;
      if (beyond > 0) view.picture.pan(beyond, 0);
    }

    /** The filters have changed: the same again, without losing the place. */
    function refresh(now) {
      if (!now.selection) return;
      const { scrollTop } = panel;
      const key = panel.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
      render(now.selection);
      panel.scrollTop = scrollTop;
      if (key) panel.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
    }

    view.state.subscribe(select, ["selection"]);
    view.state.subscribe((now, before) => same(now.selection, before.selection) && refresh(now), OTHERS);
    view.theme.onChange(() => refresh(view.state.get()));
    render(view.state.get().selection);
  });
})();
