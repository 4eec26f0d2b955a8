"use strict";

// What the panel tells about an edge: every claim with its sentence.
(() => {
  const { make, quoted, counted } = kgbuild.dom;
  const { phrase, lasting, period, percent } = kgbuild.words;
  const { action, section, facts, list } = kgbuild.parts;

  const MOST_CLAIMS = 20;
  const STATUSES = {
    accepted: "accepted by a person",
    conflict: "in conflict with others, says a person",
    work_needed: "needs work, says a person",
  };

  /** A sentence with the names of the two, and of who says so, marked. */
  function sentence({ text: original, marks }) {
    const text = kgbuild.dom.visible(original);
    const pieces = [];
    let end = 0;
    for (const mark of marks) {
      pieces.push(text.slice(end, mark.start));
      pieces.push(make("mark", { className: mark.side }, text.slice(mark.start, mark.end)));
      end = mark.end;
    }
    pieces.push(text.slice(end));
    return make("blockquote", { dir: "auto" }, ...pieces.filter((piece) => piece !== ""));
  }

  const isAddress = (text) => /^https?:\/\//i.test(text ?? "");

  /** Where a document is: an address as a link, anything else as text. */
  function origin({ link, source }) {
    const address = [link, source].find(isAddress);
    if (!address) return source ? quoted("span", source) : undefined;
    return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "ltr" }, address);
  }

  function entityLink(view, at) {
    return action(`entity ${at}`, () => kgbuild.parts.choose(view, at), quoted("bdi", view.data.entities[at].name));
  }

  function claimCard(view, number) {
    const claim = view.data.claim(number);
    const document = view.data.documents[claim.document];
    const status = claim.status
      ? make("span", { className: `status ${claim.status}` }, STATUSES[claim.status] ?? claim.status)
      : undefined;
    return make(
      "article",
      { className: "claim" },
      ...claim.quotes.map(sentence),
      quoted("div", document.title ?? document.id, { className: "title" }),
      facts([
        ["published", document.published ? kgbuild.words.date(document.published) : undefined],
        ["source", origin(document)],
        ["document", document.title ? document.id : undefined],
        ["said by", claim.by === undefined ? undefined : entityLink(view, claim.by)],
        ["modality", claim.modality],
        ["confidence", percent(claim.confidence)],
        ["checked", status],
        ["rank", claim.rank],
        ["role", claim.role],
        ["count", claim.count],
        ["date", claim.date],
        ["period", period(claim.from, claim.to)],
      ]),
    );
  }

  function meter(confidence) {
    const whole = make("span", { className: "meter", ariaHidden: "true" }, make("span"));
    whole.firstChild.style.width = percent(confidence);
    return make("span", {}, whole, ` ${percent(confidence)}`);
  }

  /** The surest claim first; before all others those that say what the edge as a whole says. */
  function cards(view, claims, modality) {
    const { claimModality, claimConfidence } = view.data;
    const others = (claim) => Number(claimModality[claim] !== modality);
    const order = (one, two) => others(one) - others(two) || claimConfidence[two] - claimConfidence[one] || one - two;
    return list("div", "claims", [...claims].sort(order), (claim) => claimCard(view, claim), MOST_CLAIMS);
  }

  /** The claims that the filters leave out, closed until they are asked for. */
  function leftOut(view, { claims, told, modality }) {
    const passing = new Set(told);
    const others = claims.filter((claim) => !passing.has(claim));
    if (!others.length) return null;
    const summary = `${counted(others.length, "more claim does", "more claims do")} not pass the filters`;
    const whole = make("details", { className: "left-out" }, make("summary", {}, summary));
    whole.addEventListener("toggle", () => whole.append(...cards(view, others, modality)), { once: true });
    return whole;
  }

  function edge(view, at) {
    const one = view.data.edges[at];
    const type = view.data.typeOf(one);
    const documents = new Set(one.told.map((claim) => view.data.claimDocument[claim])).size;
    const claims = counted(one.told.length, "claim", "claims");
    const words = make("span", { className: `words ${one.modality}` }, phrase(one.type, one.modality));
    return [
      make("h2", { className: "ends", tabIndex: -1 }, entityLink(view, one.subject), words, entityLink(view, one.object)),
      make(
        "p",
        { className: "kind" },
        make(
          "span",
          { className: "badge" },
          kgbuild.dom.stroke(view.theme.type(one.type), view.theme.dash(one.modality)),
          quoted("bdi", one.type),
        ),
        quoted("span", type.description, { className: "soft" }),
      ),
      facts([
        ["modality", one.modality],
        ["confidence", meter(one.confidence)],
        ["sources", counted(one.publications, "independent publication", "independent publications")],
        ["held", lasting(one)],
        ["reported", kgbuild.words.reported(one)],
      ]),
      section(
        `Evidence: ${claims} in ${counted(documents, "document", "documents")}`,
        make(
          "p",
          { className: "soft small" },
          "In each sentence the names of the ",
          make("mark", { className: "subject" }, "first"),
          " and the ",
          make("mark", { className: "object" }, "second"),
          " are marked.",
        ),
        view.passes(at) ? null : make("p", { className: "small" }, "The filters leave this relation out."),
        ...cards(view, one.told, one.modality),
        leftOut(view, one),
      ),
    ];
  }

  kgbuild.details = Object.freeze({ ...kgbuild.details, edge });
})();
