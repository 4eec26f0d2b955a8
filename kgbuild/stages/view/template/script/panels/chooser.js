"use strict";

// A field in which an entity is chosen by name, with completion.
(() => {
  const { make, quoted, dot, clean } = kgbuild.dom;
  const MOST = 8;

  /**
   * Make such a field: a combobox with a list box, as the ARIA practices describe it.
   * @param view the view
   * @param {{id: string, label: string, onChoose: (at: number) => void}} options
   * @returns {{element: HTMLElement, input: HTMLInputElement, set: (at: number) => void, clear: () => void}}
   */
  function chooser(view, { id, label, onChoose }) {
    const list = make("ul", { id: `${id}-list`, role: "listbox", ariaLabel: label, hidden: true, className: "choices" });
    const input = make("input", { id, type: "search", autocomplete: "off", spellcheck: false, dir: "auto", role: "combobox" });
    Object.assign(input, { ariaExpanded: "false", ariaAutoComplete: "list", placeholder: "Name or alias" });
    input.setAttribute("aria-controls", list.id);
    const element = make("div", { className: "chooser" }, make("label", { htmlFor: id }, label), input, list);
    let hits = [];
    let active = -1;

    function mark(at) {
      active = at;
      [...list.children].forEach((option, number) => {
        option.ariaSelected = String(number === at);
        if (number === at) option.scrollIntoView({ block: "nearest" });
      });
      if (at >= 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
      else input.removeAttribute("aria-activedescendant");
    }

    function open(on) {
      list.hidden = !on;
      input.ariaExpanded = String(on);
      mark(-1);
    }

    function option(at, number) {
      const { name, label: kind } = view.data.entities[at];
      const row = make("li", { id: `${id}-${number}`, role: "option", ariaSelected: "false" });
      const twin = kgbuild.distinction(view, hits, at);
      row.append(
        dot(view.theme.label(kind)),
        quoted("span", clean(name, 90), { className: "name" }),
        make("span", { className: "soft small kind" }, kind),
        ...(twin ? [quoted("span", clean(twin, 60), { className: "soft small alias" })] : []),
      );
      // Otherwise the field would lose the focus before the click.
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      row.addEventListener("click", () => choose(at));
      return row;
    }

    function set(at) {
      input.value = clean(view.data.entities[at].name, 90);
      open(false);
    }

    function choose(at) {
      set(at);
      onChoose(at);
    }

    function search() {
      hits = view.find(input.value, MOST).hits;
      list.replaceChildren(...hits.map(option));
      open(hits.length > 0);
      view.say(hits.length ? `${hits.length} found` : "No entity has this name.");
    }

    input.addEventListener("input", search);
    input.addEventListener("blur", () => open(false));
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        if (list.hidden) open(true);
        mark((active + step + hits.length) % hits.length);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        choose(hits[Math.max(active, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        open(false);
      }
    });

    return {
      element,
      input,
      set,
      clear() {
        input.value = "";
        hits = [];
        open(false);
      },
    };
  }

  kgbuild.chooser = chooser;
})();
