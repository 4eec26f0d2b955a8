"use strict";

// The tools at the top: undo, which view, export, link, theme, help.
(() => {
  const { make } = kgbuild.dom;
  const { action } = kgbuild.parts;

  // The graph itself is chosen by its layout, in core/find.js.
  const MODES = { timeline: "Timeline", map: "Map" };
  const THEMES = { system: "As the system", light: "Light", dark: "Dark" };

  /** A button that opens a small panel under it, which Escape or a click elsewhere closes. */
  function disclosure(name, text, ...children) {
    const panel = make("div", { className: "popup", hidden: true, id: `popup-${name}` }, ...children);
    const button = action(name, () => set(panel.hidden), text);
    button.setAttribute("aria-controls", panel.id);
    const whole = make("div", { className: "disclosure" }, button, panel);
    function set(open) {
      panel.hidden = !open;
      button.ariaExpanded = String(open);
    }
    set(false);
    whole.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.stopPropagation();
      set(false);
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => whole.contains(event.target) || set(false));
    whole.addEventListener("focusout", (event) => event.relatedTarget && !whole.contains(event.relatedTarget) && set(false));
    return { whole, panel, close: () => set(false) };
  }

  function history(view) {
    const { state } = view;
    const undo = action("undo", () => go("undo", "Undone"), "Undo");
    const redo = action("redo", () => go("redo", "Redone"), "Redo");
    function go(way, told) {
      const text = state[way]();
      if (text !== null) view.say(`${told}: ${text}`);
    }
    function paint() {
      const steps = state.steps();
      undo.disabled = steps.undo === null;
      redo.disabled = steps.redo === null;
      undo.title = steps.undo === null ? "Nothing to undo" : `Undo: ${steps.undo} (Control Z)`;
      redo.title = steps.redo === null ? "Nothing to redo" : `Redo: ${steps.redo} (Control Y)`;
    }
    state.subscribe(paint);
    paint();
    return make("div", { className: "group" }, undo, redo);
  }

  function modes(view) {
    const buttons = Object.entries(MODES).map(([mode, text]) => action(mode, () => view.state.set({ mode }), text));
    const paint = (now) => {
      for (const button of buttons) button.ariaPressed = String(button.dataset.key === now.mode);
    };
    view.state.subscribe(paint, ["mode"]);
    paint(view.state.get());
    return make("div", { className: "group modes", role: "group", ariaLabel: "View" }, ...buttons);
  }

  function exports_(view) {
    const { forms, save } = kgbuild.exporting;
    const buttons = forms.map((form) =>
      action(
        form,
        () => {
          menu.close();
          save(view, form).catch((error) => {
            console.error(error);
            view.say("It could not be saved.");
          });
        },
        form,
      ),
    );
    const menu = disclosure("export", "Export", make("p", { className: "soft small" }, "What is shown now, as"), ...buttons);
    return menu.whole;
  }

  function share(view) {
    const field = make("input", { type: "text", readOnly: true, ariaLabel: "Link to what is shown" });
    const told = make("p", { className: "soft small" });
    const copy = action(
      "copy",
      async () => {
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
          told.textContent = "Copied.";
        } catch {
          told.textContent = "Press Control C to copy it.";
        }
        view.say(told.textContent);
      },
      "Copy",
    );
    const menu = disclosure(
      "share",
      "Link",
      make(
        "p",
        { className: "small" },
        "This link shows the same view, filters and evidence to whoever has this file in the same place:",
      ),
      make("div", { className: "row" }, field, copy),
      told,
    );
    menu.whole.querySelector("button").addEventListener("click", () => {
      field.value = kgbuild.address();
      told.textContent = "";
    });
    return menu.whole;
  }

  function theme(view) {
    const choice = make("select", { ariaLabel: "Colours", title: "Light or dark" });
    for (const [value, text] of Object.entries(THEMES)) choice.append(make("option", { value }, text));
    choice.addEventListener("change", () => view.theme.choose(choice.value));
    return choice;
  }

  // ---- help --------------------------------------------------------------------------------------------

  const KEYS = [
    ["Control K", "find an entity"],
    ["Control Enter", "to the evidence of what is selected"],
    ["Control Z, Control Y", "undo, redo"],
    ["Escape", "close what is open: a menu, the panel, the focus, the path"],
    ["F1 or the button Help", "this help"],
  ];
  const PICTURE_KEYS = [
    ["Arrow keys", "to the next entity that way"],
    ["Shift and arrow keys", "move the picture or map"],
    ["Enter", "to the panel of the selected entity"],
    ["N", "through the neighbours of the selected entity, one after the other"],
    ["E, H, F", "show more neighbours, hide, neighbours only"],
    ["+, −, 0", "closer, wider, all"],
  ];

  function help() {
    const rows = (keys) => make("dl", {}, ...keys.flatMap(([key, does]) => [make("dt", {}, key), make("dd", {}, does)]));
    const close = action("close help", () => dialog.close(), "Close");
    const dialog = make(
      "dialog",
      { id: "help", ariaLabel: "Help" },
      // Else the button at the end would have the focus, and a small screen would begin there.
      make("h2", { tabIndex: -1, autofocus: true }, "How to read and use this page"),
      make(
        "p",
        {},
        "Each line is a relation that documents state. Select it to read the sentences. A dashed line is planned, possible or denied: the legend shows which. A name is the larger, the more important it is in the graph.",
      ),
      make("p", {}, "A percentage is how sure the program is that the sentence says so, not how true it is."),
      make("h3", {}, "Keys, anywhere"),
      rows(KEYS),
      make("h3", {}, "Keys, in the picture"),
      rows(PICTURE_KEYS),
      close,
    );
    document.body.append(dialog);
    kgbuild.help = () => dialog.open || dialog.showModal();
    return action("help", kgbuild.help, "Help");
  }

  /** On small screens the panels on the left are opened by a button. */
  function panels() {
    const root = document.documentElement;
    const button = action(
      "side",
      () => {
        root.toggleAttribute("data-side");
        paint();
      },
      "Search and filters",
    );
    button.classList.add("small-screen");
    button.setAttribute("aria-controls", "side");
    const paint = () => (button.ariaExpanded = String(root.hasAttribute("data-side")));
    paint();
    new MutationObserver(paint).observe(root, { attributeFilter: ["data-side"] });
    return button;
  }

  kgbuild.panel("tools", (view) => {
    const bar = document.getElementById("tools");
    bar.prepend(panels());
    bar.append(modes(view), history(view), exports_(view), share(view), theme(view), help());
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || event.target.tagName !== "BUTTON") return;
      const buttons = [...bar.querySelectorAll("button:not(:disabled)")].filter((button) => button.offsetParent !== null);
      buttons.at((buttons.indexOf(event.target) + step) % buttons.length)?.focus();
    });
  });
})();
