"use strict";

// Colours on light and on dark paper. Those of labels and types are made lighter on dark paper.
(() => {
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const LEAST_LIGHTNESS = 0.66;

  function lightened(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const [least, most] = [Math.min(red, green, blue), Math.max(red, green, blue)];
    const lightness = (least + most) / 2;
    const spread = most - least;
    if (!spread) return `hsl(0 0% ${Math.max(lightness, LEAST_LIGHTNESS) * 100}%)`;
    const saturation = spread / (1 - Math.abs(2 * lightness - 1));
    const sixth =
      most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
    const raised = Math.max(lightness, LEAST_LIGHTNESS);
    return `hsl(${Math.round(sixth * 60)} ${Math.round(Math.min(saturation, 0.7) * 100)}% ${Math.round(raised * 100)}%)`;
  }

  /** Make the theme of a page whose labels and types have the colours that `data` tells. */
  function makeTheme(data) {
    const root = document.documentElement;
    const listeners = [];
    const colours = new Map([
      ...data.labels.map(({ name, colour }) => [`label ${name}`, colour]),
      ...data.types.map(({ name, colour }) => [`type ${name}`, colour]),
    ]);
    const dashes = new Map(data.modalities.map(({ name, dash }) => [name, dash]));
    const tokens = new Map();
    const now = () => root.dataset.theme ?? (DARK.matches ? "dark" : "light");
    let cache = new Map();

    function colour(key) {
      if (!cache.has(key)) {
        const own = colours.get(key) ?? "#6b7280";
        cache.set(key, now() === "dark" ? lightened(own) : own);
      }
      return cache.get(key);
    }

    function changed() {
      cache = new Map();
      tokens.clear();
      for (const listen of listeners) listen();
    }

    DARK.addEventListener("change", changed);
    // Paper is light.
    let onScreen;
    addEventListener("beforeprint", () => {
      onScreen = root.dataset.theme;
      root.dataset.theme = "light";
      changed();
    });
    addEventListener("afterprint", () => {
      if (onScreen === undefined) delete root.dataset.theme;
      else root.dataset.theme = onScreen;
      changed();
    });
    return Object.freeze({
      get now() {
        return now();
      },
      choose(name) {
        if (name === "system") delete root.dataset.theme;
        else root.dataset.theme = name;
        changed();
      },
      label: (name) => colour(`label ${name}`),
      type: (name) => colour(`type ${name}`),
      dash: (modality) => dashes.get(modality) ?? [],
      token(name) {
        if (!tokens.has(name)) tokens.set(name, getComputedStyle(root).getPropertyValue(name).trim());
        return tokens.get(name);
      },
      onChange: (listen) => listeners.push(listen),
    });
  }

  kgbuild.makeTheme = makeTheme;
})();
