"use strict";

// Entities that the page did not draw at first: where they stand once they are opened, and how one opens more.
(() => {
  const STEP = 62; // px between the places that are tried
  const MOST_TRIED = 400;
  const AT_ONCE = 40;

  /** Make { settle, expand, open, hiddenNeighbours }. */
  function makeGrow(data, state, { visible, passes }) {
    const grown = { force: new Map(), tree: new Map() };

    /** Give every entity that is shown a place in `x` and `y`: that of the layout, or a free one beside its neighbours. */
    function settle(now, shown, x, y) {
      const places = grown[now.layout];
      const taken = makeGrid();
      const waiting = [];
      for (const { at, places: own } of data.entities) {
        const known = own[now.layout] ?? places.get(at);
        [x[at], y[at]] = known ?? [Number.NaN, Number.NaN];
        if (!shown.entity[at]) continue;
        if (known) taken.add(known);
        else waiting.push(at);
      }
      waiting.sort((one, other) => data.entities[one].rank - data.entities[other].rank);
      // Those that stand beside something go first, and what hangs on them after.
      let left = waiting;
      while (left.length) {
        const next = left.filter((at) => !anchor(at, x, y));
        const chosen = next.length < left.length ? left.filter((at) => !next.includes(at)) : left;
        for (const at of chosen) {
          const spot = taken.freeNear(anchor(at, x, y) ?? taken.edge());
          places.set(at, spot);
          [x[at], y[at]] = spot;
        }
        left = chosen === left ? [] : next;
      }
    }

    /** The middle of an entity's neighbours that have a place, the most important few. */
    function anchor(at, x, y) {
      const around = [];
      for (const way of data.entities[at].edges) {
        const { subject, object } = data.edges[way];
        const other = subject === at ? object : subject;
        if (!Number.isNaN(x[other])) around.push(other);
      }
      if (!around.length) return null;
      around.sort((one, other) => data.entities[one].rank - data.entities[other].rank);
      const few = around.slice(0, 3);
      return [few.reduce((sum, one) => sum + x[one], 0) / few.length, few.reduce((sum, one) => sum + y[one], 0) / few.length];
    }

    const passing = (at) =>
      data.entities[at].edges.filter(passes).map((way) => {
        const { subject, object } = data.edges[way];
        return subject === at ? object : subject;
      });

    function missing(at) {
      const { entity } = visible();
      const now = state.get();
      const away = new Set(now.hidden);
      const labels = new Set(now.hiddenLabels);
      const others = new Set(
        passing(at).filter((one) => !entity[one] && !away.has(one) && !labels.has(data.entities[one].label)),
      );
      return [...others].sort((one, other) => data.entities[one].rank - data.entities[other].rank);
    }

    /** Draw the neighbours of an entity that are not drawn, the most important first; tells how many. */
    function expand(at) {
      const next = missing(at).slice(0, AT_ONCE);
      if (!next.length) return 0;
      const now = state.get();
      const name = kgbuild.dom.clean(data.entities[at].name, 40);
      state.set({ opened: [...new Set([...now.opened, at, ...next])] }, { undo: `Expand ${name}` });
      return next.length;
    }

    /** Change the state such that an entity is drawn. */
    function open(at, patch = {}) {
      const now = state.get();
      const { entity } = visible();
      const name = kgbuild.dom.clean(data.entities[at].name, 40);
      const changes = entity[at]
        ? {}
        : {
            opened: [...new Set([...now.opened, at])],
            hidden: now.hidden.filter((one) => one !== at),
            hiddenLabels: now.hiddenLabels.filter((label) => label !== data.entities[at].label),
          };
      state.set({ ...changes, ...patch }, { undo: entity[at] ? null : `Show ${name}` });
    }

    return { settle, expand, open, hiddenNeighbours: (at) => missing(at).length };
  }

  /** Places that are taken, in a grid of cells as wide as a step. */
  function makeGrid() {
    const cells = new Set();
    let [left, right, bottom] = [0, 0, 0];
    const key = (px, py) => `${Math.round(px / STEP)} ${Math.round(py / STEP)}`;

    function add([px, py]) {
      cells.add(key(px, py));
      [left, right, bottom] = [Math.min(left, px), Math.max(right, px), Math.max(bottom, py)];
    }

    return {
      add,
      edge: () => [(left + right) / 2, bottom + 2 * STEP],
      /** The free place nearest to a point, on a spiral around it. */
      freeNear([px, py]) {
        for (let turn = 1; turn <= MOST_TRIED; turn++) {
          const [angle, away] = [turn * 2.399963, STEP * Math.sqrt(turn)];
          const spot = [Math.round(px + away * 1.2 * Math.cos(angle)), Math.round(py + away * Math.sin(angle))];
          if (!cells.has(key(...spot))) {
            add(spot);
            return spot;
          }
        }
        return [Math.round(px), Math.round(py)];
      },
    };
  }

  kgbuild.makeGrow = makeGrow;
})();
