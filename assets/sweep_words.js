/* What a sweep says in words: numbers that may be infinite, and a sentence or two for each pair of lanes. The server
   has decided what is clear; here it is only said. */
(() => {
  "use strict";

  const ALL_PAIRS = 4; // of more lanes, the first one's pairs come first

  let never = "";

  const fill = (text, values) => window.readouts.fill(text, values);
  const round = (value, digits = 4) => (value === Infinity ? never : Number(value.toPrecision(digits)).toLocaleString("en"));
  /** A share in percent; 0% and 100% are said of nothing else, as a sweep has at most 200 seeds. */
  const percent = (count, of, sign = "%") => `${Number(((100 * count) / of).toFixed(1))}${sign}`;

  function speed(pair, values, texts) {
    const { verdict, interval } = pair;
    if (verdict === "nothing") return texts.nothing;
    if (verdict === "ahead") return texts.aheadNever;
    if (verdict === "sooner" && !pair.told) return texts.soonerUntold;
    const open = interval.high === Infinity || pair.ratio === Infinity;
    if (verdict === "sooner") return open ? texts.soonerOpen : texts.sooner;
    return open ? texts.unsureOpen : texts.unsure;
  }

  function sentence(pair, name, texts) {
    const { faster, slower, seeds, finished, sooner, ratio, interval, verdict } = pair;
    const values = { faster: name(faster), slower: name(slower), seeds, finished: finished[0] };
    Object.assign(values, { wins: sooner[0], losses: sooner[1] });
    if (interval) Object.assign(values, { ratio: round(ratio, 3), low: round(interval.low, 3), high: round(interval.high, 3) });
    const said = fill(speed(pair, values, texts), values);
    if (pair.often === "same" || verdict === "ahead" || verdict === "nothing") return said;
    const [often, seldom] = finished[0] > finished[1] ? [0, 1] : [1, 0];
    const names = [values.faster, values.slower];
    const shares = { often: names[often], seldom: names[seldom], share: percent(seeds - finished[seldom], seeds), rest: percent(seeds - finished[often], seeds) };
    return `${said} ${fill(pair.often === "clear" ? texts.oftenClear : texts.oftenUnsure, shares)}`;
  }

  /** How many comparisons, the sentences that come first, and all others. */
  function all({ sums, compared }, sweep, name, texts) {
    const { pairs, comparisons, fewest } = compared;
    const seeds = sweep.seeds.length;
    const few = comparisons && seeds < fewest ? ` ${fill(texts.fewSeeds, { seeds, fewest })}` : "";
    const [done, wanted] = [sweep.done.length, sweep.all];
    const early = done < wanted ? ` ${fill(texts.provisional, { done, all: wanted })}` : ""; // who stops when it pleases finds too much
    const place = (lane) => sums[lane]?.summary.epochs.median ?? Infinity;
    const best = sums.map((_, lane) => lane).sort((a, b) => place(a) - place(b) || a - b)[0];
    const first = pairs.filter(({ faster, slower }) => sums.length <= ALL_PAIRS || faster === best || slower === best);
    const told = (list) => list.map((pair) => sentence(pair, name, texts));
    return {
      count: fill(texts.comparisons, { n: comparisons }) + few + early,
      first: told(first),
      others: told(pairs.filter((pair) => !first.includes(pair))),
    };
  }

  window.sweepWords = {
    all,
    percent,
    round,
    begin: (texts) => (never = texts.never),
  };
})();
