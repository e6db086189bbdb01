// Finds letters by their words. Everything it loads stands beside the page; `bot/archive/searching.py` makes it.
"use strict";
(() => {
  const form = document.getElementById("search");
  const field = document.getElementById("q");
  const list = document.getElementById("results");
  const status = document.getElementById("found");
  const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
  const LANGUAGE = document.documentElement.lang.replace(/^en$/, "en-GB");
  const LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е", "ð": "d", "þ": "th", "ß": "ss"};
  const LONGEST = 32, SHOWN = 100;
  const files = new Map();
  let asked = 0;

  const load = (name) => {
    if (!files.has(name)) {
      files.set(name, fetch("search/" + name + ".json").then((answer) => {
        if (!answer.ok) throw new Error(name);
        return answer.json();
      }).catch((error) => { files.delete(name); throw error; }));
    }
    return files.get(name);
  };

  const cut = (word) => [...word].slice(0, LONGEST).join("");

  // The same as words_of, and whether the beginning of a word is enough.
  const wordsOf = (text) => {
    const folded = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/./gsu, (each) => LETTERS[each] || each);
    const found = [];
    for (const [word] of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
      let at = 0;
      const whole = (part) => { if (part) found.push([cut(part), [...part].length > 1]); };
      for (const dense of word.matchAll(DENSE)) {
        whole(word.slice(at, dense.index));
        const run = [...dense[0]];
        if (run.length === 1) found.push([run[0], true]);
        for (let start = 0; start + 1 < run.length; start++) found.push([run[start] + run[start + 1], false]);
        at = dense.index + dense[0].length;
      }
      whole(word.slice(at));
    }
    return found;
  };

  const shardOf = (word, count) => {
    const [first, second] = [...word].map((each) => each.codePointAt(0));
    return (first * 31 + (second || 0)) % count;
  };

  // Letters with a word, each with how well it fits: a title counts more than a text, a whole word more than its beginning.
  const withWord = async (word, beginning, about) => {
    const shard = await load("words-" + shardOf(word, about.words));
    const found = new Map();
    for (const [known, where] of Object.entries(shard)) {
      if (known !== word && !(beginning && known.startsWith(word))) continue;
      for (const each of where) {
        const score = (each % 2 ? 4 : 1) * (known === word ? 2 : 1);
        const number = Math.floor(each / 2);
        found.set(number, Math.max(found.get(number) || 0, score / Math.log2(2 + where.length)));
      }
    }
    return found;
  };

  const search = async (text) => {
    const words = wordsOf(text);
    if (!words.length) return null;
    const about = await load("about");
    const sets = await Promise.all(words.map(([word, beginning]) => withWord(word, beginning, about)));
    const found = [];
    for (const [number, score] of sets[0]) {
      if (sets.every((set) => set.has(number))) {
        found.push([number, sets.slice(1).reduce((sum, set) => sum + set.get(number), score)]);
      }
    }
    found.sort((one, other) => other[1] - one[1] || other[0] - one[0]);
    const titles = await Promise.all(found.slice(0, SHOWN).map(async ([number]) =>
      [number, (await load("titles-" + Math.floor(number / about.titles)))[number]]));
    return { count: found.length, titles: titles.filter(([, title]) => title) };
  };

  const item = ([number, [title, date, category]]) => {
    const made = (name, text) => { const node = document.createElement(name); node.textContent = text; return node; };
    const line = document.createElement("li"), heading = document.createElement("h2"), link = made("a", title);
    link.href = "letter/" + number + ".html";
    heading.dir = "auto";
    heading.append(link);
    const time = made("time", new Date(date + "T00:00:00Z").toLocaleDateString(LANGUAGE,
      { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }));
    time.dateTime = date;
    const facts = document.createElement("p"), where = made("span", category);
    facts.className = "facts";
    where.dir = "auto";
    facts.append(time, " · ", where);
    line.append(heading, facts);
    return line;
  };

  const show = async () => {
    const mine = ++asked;
    let found, failed = false;
    try {
      found = await search(field.value);
    } catch {
      failed = true;
    }
    if (mine !== asked) return;
    list.replaceChildren(...(found ? found.titles.map(item) : []));
    const count = found ? found.count : 0;
    const { none, one, many, failed: sorry } = form.dataset;
    status.textContent = failed ? sorry : !found ? "" : count === 0 ? none : count === 1 ? one : many.replace("#", count);
  };

  field.value = new URLSearchParams(location.search).get("q") || "";
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", () => {
    history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname);
    show();
  });
  if (field.value) show();
})();
