"use strict";

// Last of all scripts: read the data, paint the picture, then let every panel build itself.
(async () => {
  const loading = document.getElementById("loading");

  async function open() {
    if (typeof DecompressionStream === "undefined") {
      throw new Error("this browser is too old for this page: use a version of 2023 or later");
    }
    const data = kgbuild.read(await kgbuild.unpack(document.getElementById("data").textContent));
    const state = kgbuild.makeState(data);
    const theme = kgbuild.makeTheme(data);
    const { visible, passes } = kgbuild.makeVisible(data, state);
    const grow = kgbuild.makeGrow(data, state, { visible, passes });
    const picture = kgbuild.makePicture({ data, state, theme, visible, grow });
    const status = document.getElementById("status");

    const view = Object.freeze({
      data,
      state,
      theme,
      visible,
      passes,
      picture,
      find: kgbuild.makeFind(data.entities),
      /** Bring an entity into what is looked at, also one that was not drawn. */
      show(at, { select = true, centre = true } = {}) {
        grow.open(at, select ? { selection: { entity: at } } : {});
        if (centre && state.get().mode === "graph") picture.centre(at);
      },
      expand: grow.expand,
      hiddenNeighbours: grow.hiddenNeighbours,
      say(text) {
        status.textContent = text;
      },
    });
    if (data.selected !== null) state.set({ selection: { entity: data.selected } });
    picture.fit();
    return view;
  }

  /** Wait until what was drawn is on the screen. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  try {
    const view = await open();
    loading.remove();
    await painted();
    document.documentElement.dataset.painted = "";
    for (const { name, build } of kgbuild.panels) {
      try {
        build(view);
      } catch (error) {
        console.error(`the panel ${name} failed`, error);
      }
    }
    kgbuild.view = view;
    document.documentElement.dataset.ready = "";
  } catch (error) {
    loading.textContent = `This page cannot be shown: ${error.message}.`;
    console.error(error);
  }
})();
