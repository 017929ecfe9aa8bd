"use strict";
// Text folded for search. The same rules as `folded` in arabic.py and `keys` in words.py: change them together.

const newsArchive = {};

(() => {
  const ALIKE = new Map();
  const alike = (from, to) => Array.from(from).forEach((letter, at) => ALIKE.set(letter, to.length > 1 ? to[at % 10] : to));
  alike("ٱٲٳ", "ا");
  alike("ىیېے", "ي");
  alike("ةۃەہھ", "ه");
  alike("ک", "ك");
  alike("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789");
  const LONGEST = 48;

  newsArchive.fold = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[ؤئ]/g, "ء").normalize("NFKD")
      .replace(/[\p{M}\p{Cf}\u0640]/gu, "").replace(/[\u0600-\u06ff]/g, (letter) => ALIKE.get(letter) || letter);

  const words = (text) =>
    (newsArchive.fold(text).match(/[\p{L}\p{N}]+/gu) || []).map((word) => Array.from(word).slice(0, LONGEST).join(""));

  // The word, and the word without the article and the prefixes written with it.
  const forms = (word) => {
    const bare = word.replace(/^[وف]?(?:[بك]?ال|لل)(?=...)/u, "");
    return bare === word ? [word] : [word, bare];
  };

  newsArchive.keys = (text) => new Set(words(text).flatMap(forms));

  // The search terms: the forms of each word of `query`. A word of one or two letters must match whole.
  newsArchive.terms = (query) =>
    [...new Set(words(query))].map((word) => ({ forms: forms(word), whole: Array.from(word).length < 3 }));

  newsArchive.matches = (key, term) => term.forms.some((form) => (term.whole ? key === form : key.startsWith(form)));

  // Split `text` into pieces that match one of `terms` or do not: [piece, found].
  newsArchive.pieces = (text, terms) => {
    const out = [];
    let at = 0;
    for (const token of text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}\u0640]+/gu)) {
      const held = [...newsArchive.keys(token[0])];
      if (terms.some((term) => held.some((key) => newsArchive.matches(key, term)))) {
        if (token.index > at) out.push([text.slice(at, token.index), false]);
        out.push([token[0], true]);
        at = token.index + token[0].length;
      }
    }
    if (at < text.length) out.push([text.slice(at), false]);
    return out;
  };
})();
