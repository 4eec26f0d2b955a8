"use strict";

// Days are numbered from 1 January 1970; an ISO date may lack its day or month.
(() => {
  const DAY = 86_400_000;
  const OPEN = 1e9;

  /** The first day of an ISO date, or its last with `end`; null if it is none. */
  function dayOf(iso, end = false) {
    const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso ?? "");
    if (!found) return null;
    const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
    const date = new Date(0);
    // setUTCFullYear, since Date.UTC takes the year 14 for 1914.
    if (!end) date.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
    else if (day !== null) date.setUTCFullYear(year, month - 1, day);
    else date.setUTCFullYear(month === null ? year + 1 : year, month ?? 0, 0);
    return Math.round(date.getTime() / DAY);
  }

  /** The ISO date of a day. */
  const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  kgbuild.dates = Object.freeze({ dayOf, isoOf, OPEN });
})();
