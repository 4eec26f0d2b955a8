"use strict";

// The one global of the page. Scripts under core/ add to it; scripts under panels/ only call `kgbuild.panel`.
globalThis.kgbuild = {
  panels: [],

  /** Register a panel: `build` is called once with the view, after the first paint, in order of registration. */
  panel(name, build) {
    kgbuild.panels.push({ name, build });
  },
};
