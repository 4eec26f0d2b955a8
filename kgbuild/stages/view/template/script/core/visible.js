"use strict";

// Which entities and edges the state lets be seen.
(() => {
  const { dayOf, OPEN } = kgbuild.dates;
  const FILTERS = ["hiddenTypes", "hiddenModalities", "confidence", "from", "to", "documents", "publications"];
  const MOST_IN_FOCUS = 1500;

  /** Make { passes, visible } for the data and the state; what passes tells what an edge is (see core/sums.js). */
  function makeVisible(data, state) {
    const { tell } = kgbuild.makeSums(data);
    let filtered = null; // { now, edge, active }
    let shown = null; // { state, result }

    function claimTest(now) {
      const modalities = new Set(now.hiddenModalities);
      const from = dayOf(now.from) ?? -OPEN;
      const to = dayOf(now.to, true) ?? OPEN;
      const ranged = now.from !== null || now.to !== null;
      const wanted = new Set(now.documents);
      const documents = wanted.size ? data.documents.map(({ id }) => wanted.has(id)) : null;
      return (claim) =>
        data.claimConfidence[claim] + 1e-6 >= now.confidence &&
        !modalities.has(data.claimModality[claim]) &&
        (!ranged ||
          (data.claimFirst[claim] <= to && data.claimLast[claim] >= from && data.claimFirst[claim] <= data.claimLast[claim])) &&
        (!documents || documents[data.claimDocument[claim]]);
    }

    /** Of each edge, whether it passes the filters of edges. */
    function passing(now) {
      if (filtered && FILTERS.every((key) => filtered.now[key] === now[key])) return filtered;
      const types = new Set(now.hiddenTypes);
      const test = claimTest(now);
      const edge = Uint8Array.from(data.edges, (one) => {
        const claims = one.claims.filter(test);
        tell(one, claims.length ? claims : one.claims);
        return claims.length > 0 && !types.has(one.type) && one.publications >= now.publications;
      });
      const active = FILTERS.some((key) => JSON.stringify(now[key]) !== JSON.stringify(state.defaults[key]));
      filtered = { now, edge, active };
      return filtered;
    }

    /** The entities within the focus, the nearest and most important first. */
    function inFocus({ entity, depth }, edge, allowed) {
      const found = new Set([entity]);
      let frontier = [entity];
      for (let step = 0; step < depth && found.size < MOST_IN_FOCUS; step++) {
        const next = new Set();
        for (const at of frontier) {
          for (const way of data.entities[at].edges) {
            if (!edge[way]) continue;
            const { subject, object } = data.edges[way];
            const other = subject === at ? object : subject;
            if (!found.has(other) && allowed(other)) next.add(other);
          }
        }
        frontier = [...next].sort((one, other) => data.entities[one].rank - data.entities[other].rank);
        for (const at of frontier.slice(0, MOST_IN_FOCUS - found.size)) found.add(at);
      }
      return found;
    }

    function candidates(now, edge) {
      const labels = new Set(now.hiddenLabels);
      const hidden = new Set(now.hidden);
      const allowed = (at) => !hidden.has(at) && !labels.has(data.entities[at].label);
      const extra = [...now.opened, ...(now.path?.entities ?? [])];
      if (now.focus) return [...new Set([...inFocus(now.focus, edge, allowed), ...extra.filter(allowed)])];
      const wanted = new Set(extra);
      return data.entities.filter(({ at, core }) => (core || wanted.has(at)) && allowed(at)).map(({ at }) => at);
    }

    function compute(now) {
      const { edge: passed, active } = passing(now);
      const entity = new Uint8Array(data.entities.length);
      const edge = new Uint8Array(data.edges.length);
      const inTree = now.mode === "graph" && now.layout === "tree"; // the timeline and the map show more
      const selected = now.selection?.entity;
      const expressly = new Set([...now.opened, selected, now.focus?.entity]);
      for (const at of candidates(now, passed)) {
        const { edges, places, core } = data.entities[at];
        const related = edges.some((way) => passed[way]);
        const lone = active && !related && !expressly.has(at);
        const outside =
          inTree && !places.tree && (core || !edges.some((way) => passed[way] && data.typeOf(data.edges[way]).tree));
        if (!lone && !outside) entity[at] = 1;
      }
      let edges = 0;
      for (const { at, subject, object } of data.edges) {
        if (passed[at] && entity[subject] && entity[object] && (!inTree || data.typeOf(data.edges[at]).tree)) {
          edge[at] = 1;
          edges++;
        }
      }
      return { entity, edge, entities: entity.reduce((sum, one) => sum + one, 0), edges };
    }

    // Before all others that listen: they read of edges what the filters let be told.
    state.subscribe(passing, FILTERS);

    return {
      passes: (at) => passing(state.get()).edge[at] === 1,
      visible() {
        const now = state.get();
        if (shown?.now !== now) shown = { now, result: compute(now) };
        return shown.result;
      },
    };
  }

  kgbuild.makeVisible = makeVisible;
})();
