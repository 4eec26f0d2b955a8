"use strict";

// Ways through the graph.
(() => {
  /**
   * A shortest path between two entities, over edges in either direction; of several, the one whose edges are
   * surer, and then the one that the order of the data gives, so that the answer is always the same.
   * @param data the decoded graph
   * @param from number of an entity
   * @param to number of another
   * @param allowed tells of an edge whether the path may use it
   * @returns {{entities: number[], edges: number[]} | null} null if there is none
   */
  function shortest(data, from, to, allowed = () => true) {
    if (from === to) return { entities: [from], edges: [] };
    const reached = new Map([[from, { steps: 0, doubt: 0, edge: -1, before: -1 }]]);
    let ring = [from];
    while (ring.length && !reached.has(to)) {
      const next = new Map();
      for (const at of ring) widen(data, at, reached, next, allowed);
      for (const [at, found] of next) reached.set(at, found);
      ring = [...next.keys()].sort((one, other) => one - other);
    }
    return reached.has(to) ? traced(reached, to) : null;
  }

  function widen(data, at, reached, next, allowed) {
    const { steps, doubt } = reached.get(at);
    for (const number of data.entities[at].edges) {
      const edge = data.edges[number];
      const other = edge.subject === at ? edge.object : edge.subject;
      if (reached.has(other) || !allowed(number)) continue;
      const found = { steps: steps + 1, doubt: doubt + 1 - edge.confidence, edge: number, before: at };
      const known = next.get(other);
      if (!known || found.doubt < known.doubt) next.set(other, found);
    }
  }

  function traced(reached, to) {
    const entities = [];
    const edges = [];
    for (let at = to; at !== -1; at = reached.get(at).before) {
      entities.unshift(at);
      if (reached.get(at).edge !== -1) edges.unshift(reached.get(at).edge);
    }
    return { entities, edges };
  }

  kgbuild.paths = Object.freeze({ shortest });
})();
