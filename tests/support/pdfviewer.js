// Shows a PDF in pdf.js's own viewer; returns what a search finds for each phrase, and what is copied of all pages.
async ([data, phrases]) => {
  const pdfjs = await import('http://pdf.test/legacy/build/pdf.mjs');
  globalThis.pdfjsLib = pdfjs;
  pdfjs.GlobalWorkerOptions.workerSrc = 'http://pdf.test/legacy/build/pdf.worker.mjs';
  const parts = await import('http://pdf.test/legacy/web/pdf_viewer.mjs');
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const file = await pdfjs.getDocument({ data: bytes, verbosity: 0 }).promise;
  const eventBus = new parts.EventBus(), linkService = new parts.PDFLinkService({ eventBus });
  const findController = new parts.PDFFindController({ eventBus, linkService });
  const container = document.getElementById('container');
  const viewer = new parts.PDFViewer({ container, eventBus, linkService, findController });
  linkService.setViewer(viewer);
  const happens = (name) => new Promise((done) => eventBus.on(name, done, { once: true }));
  const loaded = happens('pagesloaded');
  viewer.setDocument(file);
  linkService.setDocument(file, null);
  await loaded;
  const found = [];
  for (const query of phrases) {
    const state = new Promise((done) => {
      // Its states: found, not found, from the other end, pending.
      const listen = (event) => { if (event.state !== 3) { eventBus.off('updatefindcontrolstate', listen); done(event); } };
      eventBus.on('updatefindcontrolstate', listen);
    });
    eventBus.dispatch('find', {
      source: window, type: '', query, caseSensitive: true, entireWord: false, highlightAll: false, findPrevious: false,
      matchDiacritics: false,
    });
    await state;
    found.push((findController.pageMatches || []).reduce((sum, one) => sum + one.length, 0));
  }
  let copied = '';
  for (let number = 0; number < file.numPages; number++) {
    const page = viewer.getPageView(number);
    viewer.currentPageNumber = number + 1;
    for (let turn = 0; turn < 200 && !(page.textLayer && page.renderingState === 3); turn++)
      await new Promise((done) => setTimeout(done, 50));
    getSelection().selectAllChildren(page.textLayer.div);
    copied += getSelection().toString() + '\n';
  }
  return [found, copied];
}
