"use strict";

// Elements. All text that comes from documents reaches the page through textContent, never as markup.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const present = (child) => child !== null && child !== undefined && child !== false;

  /** Make an element; `own` are its properties, `children` elements or text. */
  function make(tag, own, ...children) {
    const element = Object.assign(document.createElement(tag), own);
    element.append(...children.filter(present));
    return element;
  }

  /** Make an element whose text comes from a document: it may be in any script and direction. */
  const quoted = (tag, text, own) => make(tag, { dir: "auto", ...own, textContent: visible(text) });

  /** Make a button that does something. */
  function button(text, action, own) {
    const element = make("button", { type: "button", ...own }, text);
    element.addEventListener("click", action);
    return element;
  }

  /** Make an SVG element; `attributes` are set as they are. */
  function svg(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
    element.append(...children.filter(present));
    return element;
  }

  const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  /** A dot in the colour of a label. */
  function dot(colour) {
    const element = make("span", { className: "dot" });
    element.style.backgroundColor = colour;
    return element;
  }

  /** A short line as an edge is drawn. */
  function stroke(colour, dash = []) {
    const line = svg("path", { d: "M1 5H33", stroke: colour, "stroke-width": 2, "stroke-dasharray": dash.join(" ") || "none" });
    return svg("svg", { class: "stroke", viewBox: "0 0 34 10", "aria-hidden": "true" }, line);
  }

  // Controls and marks that turn the direction of the text around them would hide what a name really is.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2028\u2029\ufeff]/g;
  const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
  const pictured = (mark) => (mark < " " ? String.fromCharCode(0x2400 + mark.charCodeAt(0)) : "\u2423");

  /** The text with control characters shown as pictures, and without what turns its direction; as long as it was. */
  const visible = (text) => String(text).replace(CONTROL, pictured).replace(TURNING, "\u25c7");

  /** The text on one line, with no more than `most` characters, for the picture. */
  function clean(text, most = 60) {
    const line = visible(text.length > 4 * most ? text.slice(0, 4 * most) : text)
      .replace(/\s+/g, " ")
      .trim();
    const characters = [...line];
    return characters.length > most
      ? `${characters
          .slice(0, most - 1)
          .join("")
          .trimEnd()}…`
      : line;
  }

  /** Offer a file for saving. */
  function download(blob, filename) {
    const url = URL.createObjectURL(blob);
    const anchor = make("a", { href: url, download: filename, hidden: true });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  kgbuild.dom = Object.freeze({ make, quoted, button, svg, counted, dot, stroke, clean, visible, download });
})();
