"use strict";

// What the page shows: one frozen snapshot, replaced as a whole, with a history and a form for the URL.
(() => {
  const DEFAULTS = {
    hiddenLabels: [],
    hiddenTypes: [],
    hiddenModalities: [],
    confidence: 0,
    from: null,
    to: null,
    documents: [],
    publications: 1,
    hidden: [],
    opened: [],
    moved: {}, // by hand, in the network
    movedInTree: {},
    selection: null,
    focus: null,
    path: null,
    layout: "force",
    mode: "graph",
    stretch: null, // of the timeline, in days; null for all
    undated: null, // whether the timeline has what is only reported; null where it should
  };
  const LAYOUTS = new Set(["force", "tree"]);
  const MODES = new Set(["graph", "timeline", "map"]);
  const SWITCH = new Set(["true", "false"]);
  const MOST_STEPS = 200;

  function frozen(value) {
    if (value && typeof value === "object" && !Object.isFrozen(value)) {
      Object.values(value).forEach(frozen);
      Object.freeze(value);
    }
    return value;
  }

  const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

  /** Make the store of what is shown of `data`. */
  function makeState(data) {
    const defaults = frozen(structuredClone(DEFAULTS));
    const listeners = new Set();
    let now = defaults;
    let done = [];
    let undone = [];

    function replace(next) {
      const before = now;
      now = next;
      for (const { listen, keys } of [...listeners]) {
        if (!keys || keys.some((key) => before[key] !== now[key])) listen(now, before);
      }
    }

    /**
     * Show something else.
     * @param changes what is new, by its key
     * @param {{undo?: string, series?: object}} step what undoing takes back, in words; none without. Steps in a row of
     *   the same series are one
     */
    function set(changes, { undo = null, series = null } = {}) {
      // A new focus begins without what was opened before, and other dates with all that they let through.
      const narrowed = changes.focus && !same(changes.focus, now.focus);
      const dated = ["from", "to"].some((key) => key in changes && changes[key] !== now[key]);
      const patch = { ...(narrowed && { opened: [] }), ...(dated && { stretch: null }), ...changes };
      const news = Object.entries(patch).filter(([key, value]) => key in defaults && !same(now[key], value));
      if (!news.length) return false;
      const after = frozen(structuredClone(Object.fromEntries(news)));
      if (undo) {
        const last = series && done.at(-1)?.series === series ? done.at(-1) : null;
        const before = { ...Object.fromEntries(news.map(([key]) => [key, now[key]])), ...last?.before };
        const step = { text: undo, series, before, after: { ...last?.after, ...after } };
        const others = last ? done.slice(0, -1) : done;
        done = Object.keys(before).every((key) => same(before[key], step.after[key]))
          ? others
          : [...others, step].slice(-MOST_STEPS);
        undone = [];
      }
      replace(frozen({ ...now, ...after }));
      return true;
    }

    /** Take back what a step changed, or do it again; what was selected or looked at since stays as it is. */
    function step(from, to, side) {
      const last = from.pop();
      if (!last) return null;
      to.push(last);
      replace(frozen({ ...now, ...last[side] }));
      return last.text;
    }

    const edgeKey = ({ type, subject, object }) => `${type} ${data.entities[subject].id} ${data.entities[object].id}`;
    const known = {
      entities: new Map(data.entities.map(({ id, at }) => [id, at])),
      edges: new Map(data.edges.map((edge) => [edgeKey(edge), edge.at])),
      documents: new Set(data.documents.map(({ id }) => id)),
      joins: (way, ends) => ends.every((end) => end === data.edges[way].subject || end === data.edges[way].object),
    };

    return Object.freeze({
      defaults,
      get: () => now,
      set,
      reset: (keys = Object.keys(defaults), options) => set(Object.fromEntries(keys.map((key) => [key, defaults[key]])), options),
      subscribe(listen, keys) {
        const entry = { listen, keys };
        listeners.add(entry);
        return () => listeners.delete(entry);
      },
      undo: () => step(done, undone, "before"),
      redo: () => step(undone, done, "after"),
      steps: () => ({ undo: done.at(-1)?.text ?? null, redo: undone.at(-1)?.text ?? null }),
      serialise: () => serialise(now, defaults, data, edgeKey),
      restore(fragment, options) {
        const patch = parse(fragment, known);
        if (!patch) return false;
        set({ ...defaults, ...patch }, options);
        return true;
      },
    });
  }

  // ---- the form for the URL: only what differs from the defaults, entities and edges by their ids --------

  const joined = (texts) => texts.map(encodeURIComponent).join(",");
  const divided = (text) => (text ? text.split(",").map(decodeURIComponent) : []);
  const TEXTS = ["hiddenLabels", "hiddenTypes", "hiddenModalities", "documents"];

  function serialise(now, defaults, data, edgeKey) {
    const id = (at) => encodeURIComponent(data.entities[at].id);
    const key = (at) => encodeURIComponent(edgeKey(data.edges[at]));
    const place = ([at, [x, y]]) => `${id(at)}:${Math.round(x)}:${Math.round(y)}`;
    const places = (of) => Object.entries(of).map(place).join(",");
    const forms = {
      ...Object.fromEntries(TEXTS.map((name) => [name, joined])),
      hidden: (list) => list.map(id).join(","),
      opened: (list) => list.map(id).join(","),
      moved: places,
      movedInTree: places,
      selection: (one) => ("entity" in one ? `entity:${id(one.entity)}` : `edge:${key(one.edge)}`),
      focus: ({ entity, depth }) => `${id(entity)}:${depth}`,
      stretch: ({ from, to }) => `${from}:${to}`,
      path: ({ entities, edges }) => `${entities.map(id).join(",")}:${edges.map(key).join(",")}`,
    };
    return Object.keys(defaults)
      .filter((name) => !same(now[name], defaults[name]))
      .map((name) => `${name}=${forms[name] ? forms[name](now[name]) : encodeURIComponent(now[name])}`)
      .join("&");
  }

  /** What a fragment says, as a patch; null if it is none of ours or names what this page does not have. */
  function parse(fragment, known) {
    const { entities, edges } = known;
    function find(map, text) {
      const at = map.get(decodeURIComponent(text));
      if (at === undefined) throw new RangeError(text);
      return at;
    }
    const entity = (text) => find(entities, text);
    const list = (map, text) => (text ? text.split(",").map((one) => find(map, one)) : []);
    const among = (options) => (text) => {
      if (!options.has(text)) throw new RangeError(text);
      return text;
    };
    const { dayOf, isoOf } = kgbuild.dates;
    const date = (text) => {
      const day = dayOf(text);
      // A thirteenth month would be the first of the next year.
      if (day === null || !isoOf(day).startsWith(text)) throw new RangeError(text);
      return text;
    };
    const number = (least, most) => (text) => {
      const value = text ? Number(text) : Number.NaN;
      if (!(value >= least && value <= most)) throw new RangeError(text);
      return value;
    };
    const count = (most) => (text) => {
      const value = number(1, most)(text);
      if (!Number.isInteger(value)) throw new RangeError(text);
      return value;
    };
    const places = (text) =>
      Object.fromEntries(
        text.split(",").map((one) => {
          const [id, x, y] = one.split(":");
          return [entity(id), [number(-1e7, 1e7)(x), number(-1e7, 1e7)(y)]];
        }),
      );
    const forms = {
      ...Object.fromEntries(TEXTS.map((name) => [name, divided])),
      documents: (text) => divided(text).map(among(known.documents)),
      hidden: (text) => list(entities, text),
      opened: (text) => list(entities, text),
      confidence: number(0, 1),
      publications: count(1e6),
      from: date,
      to: date,
      layout: among(LAYOUTS),
      mode: among(MODES),
      stretch(text) {
        const [from, to] = text.split(":").map(number(-1e6, 1e6));
        if (!(from < to)) throw new RangeError(text);
        return { from, to };
      },
      undated: (text) => among(SWITCH)(text) === "true",
      moved: places,
      movedInTree: places,
      selection(text) {
        const [kind, id] = text.split(":");
        return kind === "entity" ? { entity: entity(id) } : { edge: find(edges, id) };
      },
      focus(text) {
        const [id, depth] = text.split(":");
        return { entity: entity(id), depth: count(9)(depth) };
      },
      path(text) {
        const [ends, ways] = text.split(":");
        const path = { entities: list(entities, ends), edges: list(edges, ways) };
        const whole = path.edges.every((way, at) => known.joins(way, path.entities.slice(at, at + 2)));
        if (path.entities.length !== path.edges.length + 1 || !whole) throw new RangeError(text);
        return path;
      },
    };
    try {
      const parts = fragment.replace(/^#/, "").split("&").filter(Boolean);
      const patch = Object.fromEntries(
        parts.map((part) => {
          const at = part.indexOf("=");
          const name = part.slice(0, at);
          if (!Object.hasOwn(forms, name)) throw new RangeError(name);
          return [name, forms[name](part.slice(at + 1))];
        }),
      );
      const [first, last] = [dayOf(patch.from) ?? -Infinity, dayOf(patch.to, true) ?? Infinity];
      return first <= last ? patch : null;
    } catch (error) {
      if (error instanceof RangeError || error instanceof URIError) return null;
      throw error;
    }
  }

  kgbuild.makeState = makeState;
})();
