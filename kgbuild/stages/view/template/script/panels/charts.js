"use strict";

// The arithmetic of time axes and histograms; days are whole numbers, as kgbuild.dates counts them.
(() => {
  const OPEN = 1e9; // a side of a period that is not known

  /**
   * How many claims hold in each part of a stretch of time. A claim counts in each part that it touches with a
   * known side, and in those between if both are known.
   * @param first first day of each claim
   * @param last its last day
   * @param stretch {from, to} in days
   * @param parts how many parts
   */
  function histogram(first, last, { from, to }, parts) {
    const counts = new Array(parts).fill(0);
    const part = (day) => Math.floor(((day - from) / (to - from + 1)) * parts);
    for (let at = 0; at < first.length; at += 1) {
      const [start, end] = sides(first[at], last[at]);
      if (start === null || end < from || start > to) continue;
      const until = Math.min(parts - 1, part(end));
      for (let one = Math.max(0, part(start)); one <= until; one += 1) counts[one] += 1;
    }
    return counts;
  }

  function sides(first, last) {
    if (first <= -OPEN && last >= OPEN) return [null, null];
    if (first <= -OPEN) return [last, last];
    return last >= OPEN ? [first, first] : [first, last];
  }

  /**
   * Marks of a time axis: years, or months if the stretch is short, at most about `most` of them.
   * @returns {{day: number, text: string}[]}
   */
  function ticks({ from, to }, most) {
    const { dayOf } = kgbuild.dates;
    const [firstYear, lastYear] = [from, to].map((day) => Number(kgbuild.dates.isoOf(day).slice(0, -6)));
    const years = lastYear - firstYear + 1;
    const marks = [];
    if (years <= 2 || (to - from) / 365 < most / 6) {
      const step = [1, 2, 3, 6, 12].find((one) => (to - from) / 30.4 / one <= most) ?? 12;
      for (let month = 0; month < years * 12; month += step) {
        const iso = `${firstYear + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
        marks.push({ day: dayOf(iso), text: month % 12 === 0 ? iso.slice(0, 4) : kgbuild.words.date(iso).slice(0, 3), iso });
      }
    } else {
      const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => years / one <= most) ?? 1000;
      for (let year = Math.ceil(firstYear / step) * step; year <= lastYear; year += step) {
        marks.push({ day: dayOf(String(year).padStart(4, "0")), text: String(year) });
      }
    }
    const seen = marks.filter(({ day }) => day >= from && day <= to);
    // The first month tells its year, which else would stand at none before the next January.
    return seen.map(({ day, text, iso }, at) => ({
      day,
      text: at || !iso || iso.startsWith(text) ? text : `${text} ${iso.slice(0, 4)}`,
    }));
  }

  /**
   * What is known of when an edge held, in days and in words.
   * @param data the decoded graph
   * @param edge an edge of it
   * @returns {{from: number, to: number, fromKnown: boolean, toKnown: boolean, told: boolean, when: string} | null}
   *   `told` is false if only the days of the reports are known; null if not even those
   */
  function held(data, edge) {
    const { dayOf } = kgbuild.dates;
    const { from, to } = edge.from || edge.to ? edge : planned(data, edge);
    const told = Boolean(from || to);
    const start = told ? from || to : edge.firstCited;
    const end = told ? to || from : edge.lastCited || edge.firstCited;
    const first = dayOf(start);
    if (first === null) return null;
    // What has begun, and of which no end is told, held at least on the day of the last report.
    const goesOn = edge.modality === "asserted" && edge.from && !edge.to;
    const cited = goesOn ? dayOf(edge.lastCited, true) : null;
    const last = Math.max(first, cited ?? dayOf(end, true) ?? first);
    const { lasting, period, reported } = kgbuild.words;
    const when = !told ? `reported ${reported(edge)}` : edge.from || edge.to ? lasting(edge) : period(from, to);
    const [fromKnown, toKnown] = [Boolean(edge.from && edge.fromKnown), Boolean(edge.to && edge.toKnown)];
    return { from: first, to: last, fromKnown, toKnown, told, when };
  }

  /** The dates of what is only planned or possible: those of an edge are of what held. */
  function planned(data, { told, modality }) {
    if (modality !== "planned" && modality !== "possible") return {};
    const known = told.filter((at) => data.claimModality[at] === modality).map(data.claimDates);
    const dates = (key) =>
      known
        .map((claim) => claim[key])
        .filter(Boolean)
        .sort();
    return { from: dates("from").at(0), to: dates("to").at(-1) };
  }

  kgbuild.charts = Object.freeze({ histogram, ticks, held, OPEN });
})();
