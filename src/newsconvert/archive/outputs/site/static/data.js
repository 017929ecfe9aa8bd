"use strict";
// The articles of the archive, and the word index. Articles are numbered from 0, the latest first.

(() => {
  const archive = newsArchive;
  const waiting = new Map();
  const cache = new Map();
  const HELD = 400;
  const SHARDS_A_WORD = 40;
  const policy = window.trustedTypes?.createPolicy("archive", {
    createScriptURL: (url) => {
      if (!/^site\/(articles|words)\/\d+\.js$/.test(url)) throw new TypeError(url);
      return url;
    },
  });

  // Return a promise of a shard. A page from disk may not fetch a file, but it may run a script of its own folder.
  function shard(kind, number) {
    const key = `${kind}/${number}`;
    if (!cache.has(key)) {
      if (cache.size > HELD) cache.delete(cache.keys().next().value);
      cache.set(key, new Promise((resolve, reject) => {
        const element = document.createElement("script");
        const url = `site/${key}.js`;
        waiting.set(key, resolve);
        element.onload = () => element.remove();
        element.onerror = () => {
          element.remove();
          cache.delete(key);
          reject(new Error(url));
        };
        element.src = policy ? policy.createScriptURL(url) : url;
        document.head.append(element);
      }));
    }
    return cache.get(key);
  }

  archive.take = (kind, number, value) => {
    waiting.get(`${kind}/${number}`)?.(value);
    waiting.delete(`${kind}/${number}`);
  };

  // Numbers as `encoded` in words.py writes them.
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Uint8Array(128);
  Array.from(DIGITS).forEach((digit, at) => { VALUE[digit.charCodeAt(0)] = at; });
  function decode(text, take) {
    let number = 0, shift = 0;
    for (let at = 0; at < text.length; at++) {
      const value = VALUE[text.charCodeAt(at)];
      number += (value & 31) * 2 ** shift;
      shift += 5;
      if (value < 32) {
        take(number);
        number = shift = 0;
      }
    }
  }

  archive.prepare = (about) => {
    archive.about = about;
    const sources = [];
    decode(about.bySource, (number) => sources.push(number));
    archive.sourceOf = sources;
    let first = 0;
    archive.months = about.months.map(([month, count]) => ({ month, first, end: (first += count), count }));
  };

  archive.articles = (numbers) => Promise.all(numbers.map(async (number) => {
    const size = archive.about.perShard;
    return (await shard("articles", Math.floor(number / size)))[number % size];
  }));

  // Where in the sorted starts of shards a word would be.
  function place(word) {
    const starts = archive.about.words;
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= word) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  }

  async function mark(form, whole, marks) {
    const first = place(form);
    const last = whole ? first : place(form + "\uffff");
    if (last - first >= SHARDS_A_WORD) {
      await mark(form, true, marks); // too many words begin so: search the whole word
      return;
    }
    const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    for (const lines of await Promise.all(numbers.map((number) => shard("words", number)))) {
      let at = lines.startsWith(form) ? 0 : lines.indexOf("\n" + form) + 1;
      if (at === 0 && !lines.startsWith(form)) continue;
      while (at < lines.length && lines.startsWith(form, at)) {
        const space = lines.indexOf(" ", at);
        const next = lines.indexOf("\n", space) + 1 || lines.length + 1;
        if (!whole || space - at === form.length) {
          let article = 0;
          decode(lines.slice(space + 1, next - 1), (step) => { marks[article += step] = 1; });
        }
        at = next;
      }
    }
  }

  // Return for each article whether it contains all the terms, or null if nothing is searched.
  archive.find = async (terms) => {
    if (!terms.length || !archive.about.words.length) return terms.length ? new Uint8Array(archive.about.count) : null;
    const found = new Uint8Array(archive.about.count).fill(1);
    for (const term of terms) {
      const marks = new Uint8Array(archive.about.count);
      for (const form of term.forms) await mark(form, term.whole, marks);
      for (let at = 0; at < found.length; at++) found[at] &= marks[at];
    }
    return found;
  };
})();
