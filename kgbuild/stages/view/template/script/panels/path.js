"use strict";

// A way between two entities that the reader chooses.
(() => {
  const { make, quoted, counted } = kgbuild.dom;
  const { action, FILTERS } = kgbuild.parts;

  kgbuild.panel("path", (view) => {
    const { state, data } = view;
    const ends = { from: undefined, to: undefined };
    const boxes = {
      from: kgbuild.chooser(view, { id: "path-from", label: "From", onChoose: (at) => choose("from", at) }),
      to: kgbuild.chooser(view, { id: "path-to", label: "To", onChoose: (at) => choose("to", at) }),
    };
    const result = make("div", { className: "result", ariaLive: "polite" });
    const leave = action("leave path", clear, "Leave the path");
    const whole = make("details", {}, make("summary", {}, "Path between two entities"));
    whole.append(boxes.from.element, boxes.to.element, result, leave);
    document.getElementById("path").append(whole);

    function choose(which, at) {
      ends[which] = at;
      if (ends.from !== undefined && ends.to !== undefined) find();
      else result.replaceChildren(make("p", { className: "soft small" }, "Choose the other end too."));
    }

    function find() {
      const { hiddenLabels } = state.get();
      const isEnd = (at) => at === ends.from || at === ends.to;
      const through = (at) => isEnd(at) || !hiddenLabels.includes(data.entities[at].label);
      // What is denied joins nothing.
      const allowed = (at) => {
        const { subject, object, modality } = data.edges[at];
        return view.passes(at) && modality !== "negated" && through(subject) && through(object);
      };
      const path = kgbuild.paths.shortest(data, ends.from, ends.to, allowed);
      const names = [ends.from, ends.to].map((at) => data.entities[at].name);
      if (!path) {
        state.set({ path: null }, { undo: null });
        result.replaceChildren(
          make(
            "p",
            {},
            "No path joins ",
            quoted("bdi", names[0]),
            " and ",
            quoted("bdi", names[1]),
            " by relations and entities that pass the filters.",
          ),
        );
        return;
      }
      const hidden = state.get().hidden.filter((at) => !path.entities.includes(at));
      const endLabels = path.entities.filter(isEnd).map((at) => data.entities[at].label);
      const labels = hiddenLabels.filter((label) => !endLabels.includes(label));
      state.set({ path, hidden, hiddenLabels: labels, mode: "graph" }, { undo: `Path from ${names[0]} to ${names[1]}` });
      view.picture.fit(path.entities);
    }

    function isLeftOut({ at, subject, object }) {
      const { hidden, hiddenLabels } = state.get();
      const away = (end) => hidden.includes(end) || hiddenLabels.includes(data.entities[end].label);
      return !view.passes(at) || away(subject) || away(object);
    }

    function step(path, at) {
      const edge = data.edges[path.edges[at]];
      const [start, end] = [path.entities[at], path.entities[at + 1]];
      const words = kgbuild.words.phrase(edge.type, edge.modality, edge.subject !== start);
      const content = [
        quoted("bdi", data.entities[start].name),
        " ",
        make("span", { className: "words" }, words),
        " ",
        quoted("bdi", data.entities[end].name),
      ];
      return make(
        "li",
        {},
        action(`step ${at}`, () => state.set({ selection: { edge: path.edges[at] } }), ...content),
        isLeftOut(edge) ? make("span", { className: "soft small" }, " – left out by the filters") : null,
      );
    }

    function clear() {
      ends.from = ends.to = undefined;
      boxes.from.clear();
      boxes.to.clear();
      state.set({ path: null }, { undo: "Leave the path" });
      result.replaceChildren();
    }

    function paint({ path }) {
      leave.hidden = path === null;
      if (!path) return;
      whole.open = true;
      [ends.from, ends.to] = [path.entities[0], path.entities.at(-1)];
      boxes.from.set(ends.from);
      boxes.to.set(ends.to);
      tell(path);
    }

    function tell(path) {
      const title = make("p", {}, path.edges.length ? `${counted(path.edges.length, "step", "steps")}:` : "Both are the same.");
      result.replaceChildren(title, make("ol", {}, ...path.edges.map((_, at) => step(path, at))));
    }

    state.subscribe(
      (now) => {
        paint(now);
        if (!now.path) result.replaceChildren();
      },
      ["path"],
    );
    state.subscribe((now, before) => now.path && now.path === before.path && tell(now.path), [...FILTERS, "hidden"]);
    paint(state.get());

    /** Used by the panel of an entity: take it as one end, and ask for the other. */
    kgbuild.pathEnds = (from, to) => {
      whole.open = true;
      document.documentElement.setAttribute("data-side", "");
      const [which, at, other] = from === undefined ? ["to", to, "from"] : ["from", from, "to"];
      boxes[which].set(at);
      choose(which, at);
      if (ends[other] === undefined) boxes[other].input.focus();
      whole.scrollIntoView({ block: "nearest" });
    };
  });
})();
