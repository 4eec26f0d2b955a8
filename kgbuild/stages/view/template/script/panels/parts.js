"use strict";

// What several panels are made of.
(() => {
  const { make, svg } = kgbuild.dom;
  // The keys of the state that filter what is shown.
  const FILTERS = ["hiddenLabels", "hiddenTypes", "hiddenModalities", "confidence", "from", "to", "documents", "publications"];

  /** A button that does something, with any content. */
  function action(key, act, ...children) {
    const button = make("button", { type: "button" }, ...children);
    button.dataset.key = key;
    button.addEventListener("click", act);
    return button;
  }

  /** A heading with something under it; nothing if there is nothing to put there. */
  function section(title, ...children) {
    const present = children.flat().filter(Boolean);
    return present.length ? make("section", { className: "part" }, make("h3", {}, title), ...present) : null;
  }

  /** Names and values; those without a value are left out. */
  function facts(pairs) {
    const present = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
    const cell = (value) => (value instanceof Node ? make("dd", {}, value) : kgbuild.dom.quoted("dd", String(value)));
    return present.length ? make("dl", {}, ...present.flatMap(([name, value]) => [make("dt", {}, name), cell(value)])) : null;
  }

  /** The first rows of a long list, and a button for the rest. */
  function list(tag, className, things, row, most) {
    const whole = make(tag, { className });
    let shown = 0;
    const more = action(`more ${className}`, () => extend(things.length), "");
    more.className = "more";
    function extend(until) {
      const first = whole.childElementCount;
      whole.append(...things.slice(shown, until).map(row));
      if (shown) whole.children[first]?.querySelector("button")?.focus();
      shown = Math.min(until, things.length);
      more.dataset.rest = number(things.length - shown);
      more.textContent = `Show ${more.dataset.rest} more`;
      more.hidden = shown === things.length;
    }
    extend(most);
    return things.length ? [whole, more] : [];
  }

  /**
   * Let arrow keys go from one item of a drawing to the next, and Enter choose it.
   * @param frame holds the drawing and can have the focus; its items have the class "item"
   */
  function roving(frame) {
    frame.addEventListener("keydown", (event) => {
      const items = [...frame.querySelectorAll(".item")];
      const at = items.indexOf(document.activeElement);
      if (at >= 0 && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        items[at].dispatchEvent(new MouseEvent("click"));
        return;
      }
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
      if (!step || !items.length || event.ctrlKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      const next = Math.min(Math.max((at < 0 && step < 0 ? items.length : at) + step, 0), items.length - 1);
      items[next].focus();
    });
  }

  const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";

  /**
   * A part of a drawing that is chosen by pointer or keyboard.
   * @param key {entity} or {edge}: what it selects
   */
  function item(view, key, label, attributes, ...children) {
    const { selection } = view.state.get();
    const chosen = selection?.entity === key.entity && selection?.edge === key.edge;
    const names = { role: "button", tabindex: -1, "aria-label": label, "aria-pressed": String(chosen) };
    const group = svg("g", { class: "item", ...names, ...attributes }, svg("title", {}, label), ...children);
    Object.assign(group.dataset, key);
    group.addEventListener("click", () => view.state.set({ selection: key }));
    return group;
  }

  /** A drawing of a size in px, whole in itself, so that it can be saved. */
  function drawing(label, { width, height }, ...children) {
    const look = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT };
    return svg("svg", { ...look, role: "group", "aria-label": label }, ...children);
  }

  /** Put a drawing in the place of the one before; what had the focus keeps it. */
  function redraw(frame, picture) {
    const held = frame.contains(document.activeElement) ? document.activeElement.dataset : null;
    frame.replaceChildren(picture);
    if (!held) return;
    const same = ({ dataset }) => dataset.edge === held.edge && dataset.entity === held.entity;
    [...picture.querySelectorAll(".item")].find(same)?.focus({ preventScroll: true });
  }

  /** Paint anew when a frame changes its size; on paper the last drawing is only scaled (print.css). */
  function onResize(frame, paint) {
    const print = matchMedia("print");
    new ResizeObserver(() => print.matches || paint()).observe(frame);
  }

  /** Select an entity; in the picture it is drawn if it was not. */
  function choose(view, at) {
    if (view.state.get().mode === "graph") view.show(at, { centre: false });
    else view.state.set({ selection: { entity: at } });
  }

  const number = (value) => value.toLocaleString("en-GB");

  kgbuild.parts = Object.freeze({
    FONT,
    action,
    section,
    facts,
    list,
    item,
    drawing,
    redraw,
    onResize,
    roving,
    choose,
    number,
    FILTERS,
  });
})();
