"use strict";

// The address of the page tells what is shown, so that a link shows another reader the same.
(() => {
  const WAIT = 150; // ms: a browser refuses to change the address too often

  kgbuild.panel("share", (view) => {
    const { state } = view;
    let waiting = 0;

    function write() {
      waiting = 0;
      const fragment = state.serialise();
      if (location.hash.slice(1) === fragment) return;
      // Without a fragment there should be no # either.
      history.replaceState(null, "", fragment ? `#${fragment}` : location.href.split("#")[0]);
    }

    function read(options) {
      if (location.hash.slice(1) === state.serialise()) return;
      if (!state.restore(location.hash.slice(1), options)) {
        view.say("The link does not fit this page: it is shown from the beginning.");
        return;
      }
      const { mode, path, selection } = state.get();
      if (mode !== "graph") return;
      if (path) view.picture.fit(path.entities);
      else if (selection?.entity !== undefined) view.picture.centre(selection.entity);
    }

    // Without a fragment the page stays as it was opened, which may be with an entity selected.
    if (location.hash.length > 1) read();
    addEventListener("hashchange", () => read({ undo: "Follow the link" }));
    state.subscribe(() => {
      if (!waiting) waiting = setTimeout(write, WAIT);
    });

    /** The address of what is shown now. */
    kgbuild.address = () => {
      write();
      return location.href;
    };
  });
})();
