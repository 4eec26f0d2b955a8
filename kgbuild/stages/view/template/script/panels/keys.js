"use strict";

// The keyboard: everywhere, and in the picture.
(() => {
  const PAN = 80; // px
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  const isField = (element) => element.matches("input:not([type=checkbox], [type=range]), textarea, select");

  /** Of the shown entities the next one in a direction: near, and not far to the side. */
  function nextThatWay(view, from, [dx, dy]) {
    const { entity } = view.visible();
    const start = view.picture.position(from);
    let best = null;
    for (const { at } of view.data.entities) {
      const place = entity[at] && at !== from ? view.picture.position(at) : null;
      if (!place) continue;
      const along = (place.x - start.x) * dx + (place.y - start.y) * dy;
      const aside = Math.abs((place.x - start.x) * dy) + Math.abs((place.y - start.y) * dx);
      const cost = along + 2 * aside;
      if (along > aside / 2 && along > 0 && (!best || cost < best.cost)) best = { at, cost };
    }
    return best?.at ?? null;
  }

  function mostImportant(view) {
    const { entity } = view.visible();
    const shown = view.data.entities.filter(({ at }) => entity[at]);
    return shown.reduce((best, one) => (best && best.rank <= one.rank ? best : one), null)?.at ?? null;
  }

  kgbuild.panel("keys", (view) => {
    const { state, picture, data } = view;
    let neighbour = -1;
    let hub = null; // whose neighbours are gone through
    let visited = null; // the one that was last gone to

    function select(at) {
      state.set({ selection: { entity: at } });
      const place = picture.screen(at);
      const box = picture.element.getBoundingClientRect();
      const margin = 60;
      const seen =
        place &&
        place.x > box.x + margin &&
        place.x < box.right - margin &&
        place.y > box.y + margin &&
        place.y < box.bottom - margin;
      if (!seen) picture.centre(at);
      const one = data.entities[at];
      const { edge } = view.visible();
      const relations = one.edges.filter((number) => edge[number]).length;
      view.say(`${one.name}, ${one.label}, ${kgbuild.dom.counted(relations, "relation", "relations")} shown`);
    }

    function step(way) {
      const now = state.get().selection?.entity;
      const known = now !== undefined && view.visible().entity[now];
      const next = known ? nextThatWay(view, now, way) : mostImportant(view);
      if (next === null) view.say("Nothing further that way.");
      else select(next);
    }

    function nextNeighbour(back) {
      const now = state.get().selection?.entity;
      if (now === undefined) return step([1, 0]);
      if (hub === null || now !== visited) [hub, neighbour] = [now, back ? 0 : -1];
      const { edge } = view.visible();
      const ways = data.entities[hub].edges.filter((number) => edge[number]);
      if (!ways.length) return view.say("No relation is shown.");
      neighbour = (neighbour + (back ? -1 : 1) + ways.length) % ways.length;
      const way = data.edges[ways[neighbour]];
      const at = way.subject === hub ? way.object : way.subject;
      select(at);
      visited = at;
      const words = kgbuild.words.phrase(way.type, way.modality, way.subject !== hub);
      return view.say(`${data.entities[hub].name} ${words} ${data.entities[at].name}, ${neighbour + 1} of ${ways.length}`);
    }

    const selected = (act) => () => {
      const at = state.get().selection?.entity;
      if (at === undefined) view.say("Select an entity first.");
      else act(at);
    };

    const LETTERS = {
      n: () => nextNeighbour(false),
      N: () => nextNeighbour(true),
      e: selected((at) => {
        const more = view.expand(at);
        view.say(more ? `${kgbuild.dom.counted(more, "neighbour", "neighbours")} more shown` : "All its neighbours are shown.");
      }),
      h: selected((at) => kgbuild.hiding.hide(view, at)),
      f: selected((at) => {
        const on = state.get().focus?.entity === at;
        state.set(
          { focus: on ? null : { entity: at, depth: 1 } },
          { undo: on ? "Leave the focus" : `Focus on ${data.entities[at].name}` },
        );
        picture.fit();
        const shown = kgbuild.dom.counted(view.visible().entities, "entity", "entities");
        view.say(`${on ? "The focus is left" : "Neighbours only"}: ${shown} shown`);
      }),
      "+": () => picture.zoom(1.4),
      "=": () => picture.zoom(1.4),
      "-": () => picture.zoom(1 / 1.4),
      0: () => picture.fit(),
      "?": () => kgbuild.help(),
      Enter: () => document.querySelector("#detail h2")?.focus(),
    };

    picture.element.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const way = WAYS[event.key];
      const letter = Object.hasOwn(LETTERS, event.key) ? LETTERS[event.key] : null;
      if (!way && !letter) return;
      event.preventDefault();
      event.stopPropagation();
      if (!way) letter();
      else if (event.shiftKey) picture.pan(way[0] * PAN, way[1] * PAN);
      else step(way);
    });

    // ---- everywhere ------------------------------------------------------------------------------------

    function closeNext() {
      const { selection, path, focus } = state.get();
      const root = document.documentElement;
      if (root.hasAttribute("data-side")) root.removeAttribute("data-side");
      else if (selection) state.set({ selection: null });
      else if (focus) state.set({ focus: null }, { undo: "Leave the focus" });
      else if (path) state.set({ path: null }, { undo: "Leave the path" });
    }

    function history(event) {
      if (isField(event.target)) return false;
      const way = event.key === "y" || event.shiftKey ? "redo" : "undo";
      const text = state[way]();
      view.say(text === null ? `Nothing to ${way}.` : `${way === "undo" ? "Undone" : "Redone"}: ${text}`);
      return true;
    }

    addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (key === "escape" && !document.querySelector("dialog[open]")) closeNext();
      else if (key === "f1") {
        kgbuild.help();
        event.preventDefault();
      } else if (control && (key === "z" || key === "y") && history(event)) event.preventDefault();
      else if (control && key === "enter") {
        const heading = document.querySelector("#detail h2");
        if (heading) heading.focus();
        else view.say("Select an entity or a relation first.");
        event.preventDefault();
      } else if (control && key === "k") {
        document.querySelector("#search input").focus();
        event.preventDefault();
      }
    });
  });
})();
