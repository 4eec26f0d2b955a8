"use strict";

// The search box: completion over the names and aliases of all entities, also of those not drawn.
(() => {
  const { make, quoted, dot, clean, counted } = kgbuild.dom;
  const MOST = 12;
  // What is said of an entity that was found and is not in the view that is looked at.
  const AWAY = {
    graph: "is not in the command tree.",
    timeline: "has no row in the timeline.",
    map: "has no place on the map.",
  };

  function isSeen(view, at) {
    const { mode } = view.state.get();
    return mode === "graph" ? view.visible().entity[at] === 1 : document.querySelector(`#${mode} [data-entity="${at}"]`) !== null;
  }

  /** What tells an entity from another among `hits` that has its name and label; null if there is none such. */
  function distinction({ data }, hits, at) {
    const one = data.entities[at];
    const isTwin = (other) => other !== at && data.entities[other].name === one.name && data.entities[other].label === one.label;
    if (!hits.some(isTwin)) return null;
    const edge = data.edges[one.edges[0]];
    if (!edge) return data.documents[one.documents[0]?.[0]]?.title ?? one.id;
    const backward = edge.subject !== at;
    const other = data.entities[backward ? edge.subject : edge.object];
    return `${kgbuild.words.phrase(edge.type, edge.modality, backward)} ${other.name}`;
  }
  kgbuild.distinction = distinction;

  kgbuild.panel("search", (view) => {
    const list = make("ul", { id: "results", role: "listbox", ariaLabel: "Entities found", hidden: true });
    const note = make("p", { id: "search-note", className: "soft small", hidden: true });
    const query = make("input", {
      id: "query",
      type: "search",
      autocomplete: "off",
      spellcheck: false,
      dir: "auto",
      placeholder: "Name or alias",
      role: "combobox",
      ariaExpanded: "false",
      ariaAutoComplete: "list",
    });
    query.setAttribute("aria-controls", "results");
    query.setAttribute("aria-describedby", "search-note");
    const label = make("label", { htmlFor: "query" }, "Find an entity");
    document.getElementById("search").append(label, query, note, list);
    let hits = [];
    let active = -1;

    function row(at, number) {
      const { name, label: kind, aliases } = view.data.entities[at];
      const words = kgbuild.folded(query.value).split(/\s+/);
      const answers = (text) => words.every((word) => kgbuild.folded(text).includes(word));
      const alias = (answers(name) ? null : aliases.find(answers)) ?? distinction(view, hits, at);
      const element = make(
        "li",
        { id: `result-${number}`, role: "option", ariaSelected: "false" },
        dot(view.theme.label(kind)),
        quoted("span", clean(name, 90), { className: "name" }),
        alias ? quoted("span", clean(alias, 60), { className: "soft small alias" }) : null,
        make("span", { className: "soft small kind" }, kind),
      );
      element.addEventListener("pointerdown", (event) => event.preventDefault());
      element.addEventListener("click", () => choose(number));
      return element;
    }

    function mark(number) {
      active = number;
      [...list.children].forEach((element, at) => {
        element.ariaSelected = String(at === active);
        if (at === active) element.scrollIntoView({ block: "nearest" });
      });
      if (active >= 0) query.setAttribute("aria-activedescendant", `result-${active}`);
      else query.removeAttribute("aria-activedescendant");
    }

    function close() {
      list.hidden = true;
      query.ariaExpanded = "false";
      mark(-1);
    }

    function choose(number) {
      const at = hits[number];
      if (at === undefined) return;
      close();
      view.show(at);
      const name = clean(view.data.entities[at].name);
      note.hidden = isSeen(view, at);
      note.textContent = note.hidden ? "" : `${name} ${AWAY[view.state.get().mode]}`;
      view.say(`${name} is selected; Control Enter reads its evidence. ${note.textContent}`);
    }

    function search() {
      const found = view.find(query.value, MOST);
      hits = found.hits;
      list.replaceChildren(...hits.map(row));
      list.hidden = !hits.length;
      query.ariaExpanded = String(hits.length > 0);
      mark(-1);
      const nothing = query.value.trim() && !hits.length;
      note.hidden = !nothing && !found.more;
      note.textContent = nothing ? "No entity has this name." : `${counted(found.more, "more", "more")}: type more of the name`;
      if (query.value.trim()) view.say(counted(hits.length + found.more, "entity found", "entities found"));
    }

    // What was said of the entity before, or of another view, holds no longer.
    view.state.subscribe(() => (note.hidden = true), ["selection", "mode", "layout"]);
    query.addEventListener("input", search);
    query.addEventListener("focus", () => {
      if (query.value.trim() && hits.length) search();
    });
    query.addEventListener("blur", close);
    query.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        if (list.hidden) search();
        mark((active + step + hits.length) % hits.length);
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        choose(Math.max(active, 0));
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
      }
    });
  });

  kgbuild.panel("layout switch", (view) => {
    const names = { force: "Network", tree: "Command tree" };
    const planted = view.data.entities.some(({ places }) => places.tree);
    const buttons = Object.entries(names).map(([layout, name]) => {
      const press = () => view.state.set({ layout, mode: "graph" }, { undo: `Show the ${name.toLowerCase()}` });
      const button = kgbuild.dom.button(name, press, { disabled: layout === "tree" && !planted });
      if (button.disabled) button.title = "The graph has no relations of command";
      return [layout, button];
    });
    const group = make("div", { className: "switch", role: "group", ariaLabel: "Layout" }, ...buttons.map(([, one]) => one));
    document.getElementById("tools").append(group);

    function follow() {
      const { layout, mode } = view.state.get();
      for (const [name, button] of buttons) button.ariaPressed = String(mode === "graph" && name === layout);
    }
    view.state.subscribe(
      (now, before) => {
        follow();
        if (now.layout !== before.layout && now.layout === "tree") {
          const { entities } = view.visible();
          view.say(
            `Command tree of ${counted(entities, "entity", "entities")}; those without a relation of command are left out.`,
          );
        }
      },
      ["layout", "mode"],
    );
    follow();
  });

  kgbuild.panel("corner", (view) => {
    const corner = document.getElementById("corner");
    const { button } = kgbuild.dom;
    corner.append(
      button("+", () => view.picture.zoom(1.4), { ariaLabel: "Nearer" }),
      button("−", () => view.picture.zoom(1 / 1.4), { ariaLabel: "Farther" }),
      button("Show all", () => view.picture.fit(), { id: "fit" }),
    );
    const nothing = make("p", { id: "nothing" }, "Nothing passes the filters.");
    corner.before(nothing);
    function follow() {
      const { mode } = view.state.get();
      corner.hidden = mode !== "graph";
      nothing.hidden = corner.hidden || view.visible().entities > 0;
    }
    view.state.subscribe(follow);
    follow();
  });
})();
