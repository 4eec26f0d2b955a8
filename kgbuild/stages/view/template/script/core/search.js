"use strict";

// Names and aliases of all entities, folded, so that any of them is found as it is typed.
(() => {
  const folded = (text) =>
    text
      .slice(0, 400)
      .normalize("NFKD")
      .replace(/[\p{Mark}\u0640]/gu, "")
      .toLowerCase();

  /** How well a folded name answers: 3 is the whole name, 2 its beginning, 1 the beginning of a word, 0 within one. */
  function fit(name, wanted) {
    const at = name.indexOf(wanted);
    if (at < 0) return -1;
    if (at === 0) return name.length === wanted.length ? 3 : 2;
    return name.includes(` ${wanted}`) || name.includes(`-${wanted}`) ? 1 : 0;
  }

  /** Make find(text, limit) → { hits, more }: the best answers, the most important first among equals. */
  function makeFind(entities) {
    let index = null;

    function build() {
      // One text an entity, so that most are ruled out by a single look.
      index = entities.map(({ name, aliases }) => [name, ...aliases].map(folded));
      return index;
    }

    function score(names, words, wanted) {
      let best = -1;
      for (const name of names) {
        best = Math.max(best, fit(name, wanted));
        if (best < 0 && words.length > 1 && words.every((word) => name.includes(word))) best = 0;
      }
      return best;
    }

    return function find(text, limit = 12) {
      const wanted = folded(text).trim().replace(/\s+/g, " ");
      if (!wanted) return { hits: [], more: 0 };
      const words = wanted.split(" ");
      const found = [];
      (index ?? build()).forEach((names, at) => {
        const answer = score(names, words, wanted);
        if (answer >= 0) found.push({ at, answer });
      });
      found.sort((one, other) => other.answer - one.answer || entities[one.at].rank - entities[other.at].rank);
      return { hits: found.slice(0, limit).map(({ at }) => at), more: Math.max(found.length - limit, 0) };
    };
  }

  kgbuild.folded = folded;
  kgbuild.makeFind = makeFind;
})();
