"use strict";

// An edge is the sum of its claims: the page's data have that of all, and here is that of those that pass the filters.
(() => {
  const HELD = new Set(["asserted", "past"]);
  const first = (iso) => iso && `${iso}-01-01`.slice(0, 10);
  const last = (iso) => iso && `${iso}-99-99`.slice(0, 10);
  const order = (one, other) => (one < other ? -1 : Number(one > other));

  /** Make { tell } for the data. */
  function makeSums(data) {
    const wholes = new Map();

    /** Let an edge be told by some of its claims, in their order. */
    function tell(edge, claims) {
      if (edge.told.length === claims.length && claims.every((claim, at) => claim === edge.told[at])) return;
      const { modality, confidence, publications, firstCited, lastCited, from, to, fromKnown, toKnown } = edge;
      if (!wholes.has(edge.at))
        wholes.set(edge.at, { modality, confidence, publications, firstCited, lastCited, from, to, fromKnown, toKnown });
      const whole = wholes.get(edge.at);
      Object.assign(edge, whole, claims.length === edge.claims.length ? {} : sum(claims, whole), { told: claims });
    }

    function sum(claims, whole) {
      const documents = [...new Set(claims.map((claim) => data.claimDocument[claim]))];
      const days = documents
        .map((at) => data.documents[at].published)
        .filter(Boolean)
        .sort(order);
      const modality = commonest(claims);
      return {
        modality,
        confidence: Math.round(100 * Math.max(...claims.map((claim) => data.claimConfidence[claim]))) / 100,
        publications: Math.min(whole.publications, documents.length),
        firstCited: days.at(0),
        lastCited: days.at(-1),
        ...(HELD.has(modality) ? lasting(claims) : { from: undefined, to: undefined, fromKnown: false, toKnown: false }),
      };
    }

    /** Of several that are as common, the first as they are listed. */
    function commonest(claims) {
      const counts = data.modalities.map(({ name }) => claims.filter((claim) => data.claimModality[claim] === name).length);
      return data.modalities[counts.indexOf(Math.max(...counts))].name;
    }

    /** From when to when the relation lasted, as kgbuild/dating.py has it. */
    function lasting(claims) {
      const [starts, ends, over] = [[], [], []];
      let begun = "";
      for (const claim of claims) {
        if (!HELD.has(data.claimModality[claim])) continue;
        const { from, to, fromKnown, toKnown, published } = data.claimDates(claim);
        if (from) starts.push({ date: from, known: fromKnown });
        if (to && to === published && data.claimModality[claim] === "past") over.push(to);
        else if (to) ends.push({ date: to, known: toKnown });
        else if (from > begun) begun = from;
      }
      const [start] = starts.sort((one, two) => order(first(one.date), first(two.date)) || two.known - one.known);
      let [end] = ends.sort((one, two) => order(last(two.date), last(one.date)) || two.known - one.known);
      if (end && first(begun) > last(end.date)) end = undefined;
      const by = over.filter((date) => last(date) >= first(begun)).sort((one, two) => order(last(one), last(two)));
      return { from: start?.date, to: end?.date ?? by[0], fromKnown: start?.known ?? false, toKnown: end?.known ?? false };
    }

    return { tell };
  }

  kgbuild.makeSums = makeSums;
})();
