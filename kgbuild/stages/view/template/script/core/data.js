"use strict";

// From the columns that kgbuild/stages/view/data.py packs to documents, entities, edges and claims.
(() => {
  const { dayOf, OPEN } = kgbuild.dates;

  /** What a deflated, Base64-coded JSON text holds. */
  async function unpack(packed) {
    const binary = atob(packed);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return JSON.parse(await new Response(stream).text());
  }

  const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at], flat[2 * at + 1]]);
  const webAddress = (text) => (/^https?:\/\/\S+$/.test(text ?? "") ? text : undefined);

  /** The graph as the page's scripts use it; see the fields of each thing below. */
  function read(packed) {
    const text = (number) => packed.texts[number] || undefined;
    const documents = readDocuments(packed.documents, text);
    const entities = readEntities(packed.entities, text);
    const edges = readEdges(packed.edges, entities, text);
    const claims = readClaims(packed.claims, edges, documents, text);
    const { heading, note, renderer, selected, labels, modalities } = packed;
    const types = new Map(packed.types.map((type) => [type.name, Object.freeze(type)]));
    return Object.freeze({
      heading,
      note,
      renderer,
      selected,
      documents,
      entities,
      edges,
      labels,
      modalities,
      types: [...types.values()],
      typeOf: (edge) => types.get(edge.type),
      ...claims,
    });
  }

  function readDocuments(columns, text) {
    return columns.id.map((id, at) => {
      const source = text(columns.source[at]);
      return {
        at,
        id: text(id) ?? "",
        title: text(columns.title[at]),
        source,
        published: text(columns.published[at]),
        link: webAddress(source) ?? webAddress(text(id)),
      };
    });
  }

  function readEntities(columns, text) {
    const entities = columns.id.map((id, at) => ({
      at,
      id: text(id) ?? "",
      name: text(columns.name[at]) ?? "",
      label: text(columns.label[at]) ?? "",
      aliases: columns.aliases[at].map((alias) => text(alias) ?? ""),
      // A name such as __proto__ must stay a plain key.
      attributes: Object.fromEntries(pairs(columns.attributes[at]).map(([key, value]) => [text(key) ?? "", text(value) ?? ""])),
      documents: pairs(columns.documents[at]),
      mentions: 0,
      edges: [],
      rank: columns.rank[at],
      radius: columns.radius[at],
      core: false,
      places: { force: undefined, tree: undefined },
    }));
    for (const entity of entities) for (const [, count] of entity.documents) entity.mentions += count;
    columns.drawn.forEach((at, number) => {
      entities[at].core = true;
      entities[at].places.force = [columns.force[2 * number], columns.force[2 * number + 1]];
    });
    for (let at = 0; at < columns.tree.length; at += 3) {
      entities[columns.tree[at]].places.tree = [columns.tree[at + 1], columns.tree[at + 2]];
    }
    return entities;
  }

  function readEdges(columns, entities, text) {
    let next = 0;
    const trunk = new Set(columns.trunk);
    return columns.type.map((type, at) => {
      const [subject, object] = [columns.subject[at], columns.object[at]];
      entities[subject].edges.push(at);
      if (object !== subject) entities[object].edges.push(at);
      const claims = Array.from({ length: columns.claims[at] }, () => next++);
      return {
        at,
        type: text(type),
        subject,
        object,
        modality: text(columns.modality[at]),
        confidence: columns.confidence[at] / 100,
        firstCited: text(columns.first[at]),
        lastCited: text(columns.last[at]),
        publications: columns.publications[at],
        claims,
        told: claims, // those that pass the filters, or all where none does; see core/sums.js
        bend: columns.bend[at],
        trunk: trunk.has(at),
        from: text(columns.from[at]),
        to: text(columns.to[at]),
        fromKnown: (columns.known[at] & 1) === 1,
        toKnown: (columns.known[at] & 2) === 2,
      };
    });
  }

  const SIDES = ["subject", "object", "by"];

  function readClaims(columns, edges, documents, text) {
    const count = columns.id.length;
    const claimEdge = new Int32Array(count);
    for (const edge of edges) for (const claim of edge.claims) claimEdge[claim] = edge.at;
    const claimFirst = new Int32Array(count).fill(OPEN);
    const claimLast = new Int32Array(count).fill(-OPEN);
    for (let at = 0; at < count; at++) {
      const [from, to] = [text(columns.from[at]), text(columns.to[at])];
      const published = documents[columns.document[at]].published;
      const dated = from !== undefined || to !== undefined;
      const first = dayOf(dated ? from : published);
      const last = dayOf(dated ? to : published, true);
      // Without any date a claim keeps a first day after its last, so that it fits no range.
      if (first === null && last === null) continue;
      claimFirst[at] = first ?? -OPEN;
      claimLast[at] = last ?? OPEN;
    }

    function mark(flat) {
      return Array.from({ length: flat.length / 3 }, (_, at) => {
        const [start, end, side] = flat.slice(3 * at);
        return { start, end, side: SIDES[side] };
      });
    }

    /** A claim by its number; only made when it is looked at. */
    function claim(at) {
      return {
        at,
        edge: claimEdge[at],
        id: text(columns.id[at]),
        document: columns.document[at],
        modality: text(columns.modality[at]),
        confidence: columns.confidence[at] / 100,
        status: text(columns.status[at]),
        role: text(columns.role[at]),
        rank: text(columns.rank[at]),
        count: text(columns.count[at]),
        date: text(columns.date[at]),
        from: text(columns.from[at]),
        to: text(columns.to[at]),
        by: columns.by[at] < 0 ? undefined : columns.by[at],
        first: claimFirst[at],
        last: claimLast[at],
        quotes: columns.quotes[at].map((quote, number) => ({ text: text(quote) ?? "", marks: mark(columns.marks[at][number]) })),
      };
    }

    return {
      claims: count,
      claim,
      claimEdge,
      claimDocument: Int32Array.from(columns.document),
      claimConfidence: Float32Array.from(columns.confidence, (percent) => percent / 100),
      claimModality: columns.modality.map(text),
      claimDates: (at) => ({
        from: text(columns.from[at]),
        to: text(columns.to[at]),
        fromKnown: (columns.known[at] & 1) === 1,
        toKnown: (columns.known[at] & 2) === 2,
        published: documents[columns.document[at]].published,
      }),
      claimFirst,
      claimLast,
      days: daysOf(claimFirst, claimLast),
    };
  }

  /** The earliest and the latest day that a claim names; null if none does. */
  function daysOf(firsts, lasts) {
    let [from, to] = [OPEN, -OPEN];
    for (let at = 0; at < firsts.length; at++) {
      if (firsts[at] > lasts[at]) continue;
      for (const day of [firsts[at], lasts[at]]) {
        if (Math.abs(day) !== OPEN) [from, to] = [Math.min(from, day), Math.max(to, day)];
      }
    }
    return from > to ? null : { from, to };
  }

  kgbuild.unpack = unpack;
  kgbuild.read = read;
})();
