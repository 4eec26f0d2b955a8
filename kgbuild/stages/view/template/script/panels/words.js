"use strict";

// Edges and dates in words. What is said of a relation depends on its type, its direction and its modality.
(() => {
  /** A lasting relation: "commands", "commanded", "is to command", "may command", "does not command". */
  const verb = (third, base, past) => ({
    asserted: third,
    past,
    planned: `is to ${base}`,
    possible: `may ${base}`,
    negated: `does not ${base}`,
  });
  /** A state: "is part of", "was part of", "is to be part of", "may be part of", "is not part of". */
  const state = (rest) => ({
    asserted: `is ${rest}`,
    past: `was ${rest}`,
    planned: `is to be ${rest}`,
    possible: `may be ${rest}`,
    negated: `is not ${rest}`,
  });
  /** An act that is over when it is done: "attacked", "is to attack", "may have attacked", "did not attack". */
  const act = (past, base, participle = past) => ({
    asserted: past,
    past,
    planned: `is to ${base}`,
    possible: `may have ${participle}`,
    negated: `did not ${base}`,
  });
  /** The same, suffered: "was attacked by", "is to be attacked by", "may have been attacked by". */
  const suffered = (rest) => ({
    asserted: `was ${rest}`,
    past: `was ${rest}`,
    planned: `is to be ${rest}`,
    possible: `may have been ${rest}`,
    negated: `was not ${rest}`,
  });

  // What the subject is told about the object, and what the object is told about the subject.
  const PHRASES = {
    OPERATES_UNDER: [verb("operates under", "operate under", "operated under"), state("in authority over")],
    PART_OF: [state("part of"), verb("includes", "include", "included")],
    COMMANDS: [verb("commands", "command", "commanded"), state("commanded by")],
    MEMBER_OF: [state("a member of"), verb("has as a member", "have as a member", "had as a member")],
    DEPLOYED_TO: [suffered("deployed to"), act("saw the deployment of", "see the deployment of", "seen the deployment of")],
    OPERATES_IN: [verb("operates in", "operate in", "operated in"), state("an area of operations of")],
    LOCATED_IN: [state("located in"), state("the location of")],
    BACKED_BY: [state("backed by"), verb("backs", "back", "backed")],
    ALLIED_WITH: [state("allied with"), state("allied with")],
    ATTACKED: [act("attacked", "attack"), suffered("attacked by")],
    KILLED: [act("killed", "kill"), suffered("killed by")],
  };

  const plain = (type) => type.replaceAll("_", " ").toLowerCase();

  /**
   * What a relation says, between the two names.
   * @param type the name of the relation type
   * @param modality one of the modalities
   * @param backward whether the object comes first
   */
  function phrase(type, modality, backward = false) {
    const known = Object.hasOwn(PHRASES, type) ? PHRASES[type][backward ? 1 : 0][modality] : undefined;
    if (known) return known;
    const note = modality === "asserted" ? "" : ` (${modality})`;
    return backward ? `← ${plain(type)}${note}` : `${plain(type)}${note}`;
  }

  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /** An ISO date as long as it is precise ("2014", "2014-03", "2014-03-05") as people write it. */
  function date(iso) {
    const [year, month, day] = String(iso).split("-");
    const named = MONTHS[Number(month) - 1];
    if (!named) return String(iso);
    return day ? `${Number(day)} ${named} ${year}` : `${named} ${year}`;
  }

  /** From when to when, in words; empty if neither is known. */
  function period(from, to) {
    if (from && to) return from === to ? date(from) : `${date(from)} – ${date(to)}`;
    if (from) return `from ${date(from)}`;
    return to ? `until ${date(to)}` : "";
  }

  /** The same, of an edge, whose dates may be no more than those on which it held for all that is told. */
  function lasting({ modality, from, to, fromKnown, toKnown }) {
    if (from && to && from === to) return date(from);
    const start = from && (fromKnown ? `from ${date(from)}` : `from ${date(from)} or before`);
    const end =
      to && (toKnown ? `until ${date(to)}` : modality === "past" ? `over by ${date(to)}` : `until ${date(to)} or later`);
    if (from && to && fromKnown && toKnown) return period(from, to);
    return [start, end].filter(Boolean).join(" ");
  }

  /** On which days documents that state an edge were published. */
  const reported = ({ firstCited, lastCited }) => (firstCited ? period(firstCited, lastCited ?? firstCited) : "");

  const percent = (confidence) => `${Math.round(confidence * 100)}%`;

  kgbuild.words = Object.freeze({ phrase, plain, date, period, lasting, reported, percent });
})();
