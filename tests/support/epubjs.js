// Open a book (base64) in epub.js, in the page that holds it, and return what a reader would see; see judges.epubjs.
async ([data, width, height]) => {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const book = ePub(bytes.buffer);
  const rendition = book.renderTo('area', { width, height, flow: 'paginated', spread: 'none' });

  const show = async (target) => {
    await rendition.display(target);
    const [{ document }] = rendition.getContents();
    await document.fonts.ready;
    return document;
  };

  // How far the last line of a block is from the edge where lines of the document start, in pixels.
  const distance = (block) => {
    const style = getComputedStyle(block);
    const box = [...block.getClientRects()].at(-1); // the last of those that pages part it in
    const range = block.ownerDocument.createRange();
    range.selectNodeContents(block);
    const pieces = [...range.getClientRects()].filter((piece) => piece.width > 0);
    const last = pieces.at(-1);
    const line = pieces.filter((piece) => piece.bottom > last.top && piece.top < last.bottom && piece.left < box.right);
    const lines = new Set(pieces.map((piece) => Math.round(piece.bottom / 8)));
    const indent = lines.size === 1 ? parseFloat(style.textIndent) : 0;
    return block.ownerDocument.documentElement.dir === 'rtl'
      ? box.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth) - indent -
          Math.max(...line.map((piece) => piece.right))
      : Math.min(...line.map((piece) => piece.left)) -
          box.left - parseFloat(style.paddingLeft) - parseFloat(style.borderLeftWidth) - indent;
  };

  await show();
  const first = rendition.currentLocation().start.href;
  const documents = [];
  for (const item of book.spine.spineItems) {
    const document = await show(item.href);
    const blocks = [...document.querySelectorAll('h1, h2, h3, p, li')]
      .filter((block) => block.textContent.trim() && !block.querySelector('p, ul, ol, li'))
      .filter((block) => getComputedStyle(block).textAlign !== 'center' && block.getClientRects().length);
    const fonts = [...document.fonts].filter((font) => font.status !== 'unloaded');
    const place = () => document.defaultView.frameElement.getBoundingClientRect().left;
    const before = place();
    const { total } = rendition.currentLocation().start.displayed;
    if (total > 1) await rendition.next();
    documents.push({
      href: item.href,
      direction: document.documentElement.dir,
      fonts: fonts.map((font) => [`${font.family.replaceAll('"', '')} ${font.weight}`, font.status]),
      pictures: [...document.images].filter((image) => image.naturalWidth && image.getBoundingClientRect().width > 99).length,
      blocks: blocks.length,
      astray: blocks.filter((block) => Math.abs(distance(block)) > 2).map((block) => [block.textContent, distance(block)]),
      pages: total,
      turned: Math.round(place() - before), // to where the text moves when the page is turned
    });
  }
  return { progression: rendition.manager.settings.direction, first, documents };
}
