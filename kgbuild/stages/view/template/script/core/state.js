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
    moved: {},
    selection: null,
    focus: null,
    path: null,
    layout: "force",
    mode: "graph",
  };
  const LAYOUTS = ["force", "tree"];
  const MODES = ["graph", "timeline", "map"];
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

    function set(changes, { undo = null } = {}) {
      // A new focus begins without what was opened before.
      const narrowed = changes.focus && !same(changes.focus, now.focus) && !("opened" in changes);
      const patch = narrowed ? { ...changes, opened: [] } : changes;
      const news = Object.entries(patch).filter(([key, value]) => key in defaults && !same(now[key], value));
      if (!news.length) return false;
      if (undo) {
        done = [...done, { text: undo, snapshot: now }].slice(-MOST_STEPS);
        undone = [];
      }
      replace(frozen({ ...now, ...structuredClone(Object.fromEntries(news)) }));
      return true;
    }

    function step(from, to) {
      const last = from.pop();
      if (!last) return null;
      to.push({ text: last.text, snapshot: now });
      replace(last.snapshot);
      return last.text;
    }

    const byId = { entities: new Map(data.entities.map(({ id, at }) => [id, at])) };
    const edgeKey = ({ type, subject, object }) => `${type} ${data.entities[subject].id} ${data.entities[object].id}`;
    byId.edges = new Map(data.edges.map((edge) => [edgeKey(edge), edge.at]));

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
      undo: () => step(done, undone),
      redo: () => step(undone, done),
      steps: () => ({ undo: done.at(-1)?.text ?? null, redo: undone.at(-1)?.text ?? null }),
      serialise: () => serialise(now, defaults, data, edgeKey),
      restore(fragment) {
        const patch = parse(fragment, byId);
        if (!patch) return false;
        set({ ...defaults, ...patch });
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
    const forms = {
      ...Object.fromEntries(TEXTS.map((name) => [name, joined])),
      hidden: (list) => list.map(id).join(","),
      opened: (list) => list.map(id).join(","),
      moved: (places) =>
        Object.entries(places)
          .map(([at, [x, y]]) => `${id(at)}:${Math.round(x)}:${Math.round(y)}`)
          .join(","),
      selection: (one) => ("entity" in one ? `entity:${id(one.entity)}` : `edge:${key(one.edge)}`),
      focus: ({ entity, depth }) => `${id(entity)}:${depth}`,
      path: ({ entities, edges }) => `${entities.map(id).join(",")}:${edges.map(key).join(",")}`,
    };
    return Object.keys(defaults)
      .filter((name) => !same(now[name], defaults[name]))
      .map((name) => `${name}=${forms[name] ? forms[name](now[name]) : encodeURIComponent(now[name])}`)
      .join("&");
  }

  /** What a fragment says, as a patch; null if it is none of ours or names what this page does not have. */
  function parse(fragment, { entities, edges }) {
    function find(map, text) {
      const at = map.get(decodeURIComponent(text));
      if (at === undefined) throw new RangeError(text);
      return at;
    }
    const entity = (text) => find(entities, text);
    const list = (map, text) => (text ? text.split(",").map((one) => find(map, one)) : []);
    const among = (options) => (text) => {
      if (!options.includes(text)) throw new RangeError(text);
      return text;
    };
    const date = (text) => {
      if (kgbuild.dates.dayOf(text) === null) throw new RangeError(text);
      return text;
    };
    const number = (least, most) => (text) => {
      const value = Number(text);
      if (!(value >= least && value <= most)) throw new RangeError(text);
      return value;
    };
    const forms = {
      ...Object.fromEntries(TEXTS.map((name) => [name, divided])),
      hidden: (text) => list(entities, text),
      opened: (text) => list(entities, text),
      confidence: number(0, 1),
      publications: number(1, 1e6),
      from: date,
      to: date,
      layout: among(LAYOUTS),
      mode: among(MODES),
      moved: (text) =>
        Object.fromEntries(
          text.split(",").map((one) => {
            const [id, x, y] = one.split(":");
            return [entity(id), [number(-1e7, 1e7)(x), number(-1e7, 1e7)(y)]];
          }),
        ),
      selection(text) {
        const [kind, id] = text.split(":");
        return kind === "entity" ? { entity: entity(id) } : { edge: find(edges, id) };
      },
      focus(text) {
        const [id, depth] = text.split(":");
        return { entity: entity(id), depth: number(1, 9)(depth) };
      },
      path(text) {
        const [ends, ways] = text.split(":");
        return { entities: list(entities, ends), edges: list(edges, ways) };
      },
    };
    try {
      const parts = fragment.replace(/^#/, "").split("&").filter(Boolean);
      return Object.fromEntries(
        parts.map((part) => {
          const at = part.indexOf("=");
          const name = part.slice(0, at);
          if (!Object.hasOwn(forms, name)) throw new RangeError(name);
          return [name, forms[name](part.slice(at + 1))];
        }),
      );
    } catch (error) {
      if (error instanceof RangeError || error instanceof URIError) return null;
      throw error;
    }
  }

  kgbuild.makeState = makeState;
})();
