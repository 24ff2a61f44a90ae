// Draws the pages of a PDF; src/app/platform/pdf.rs asks it. All of pdf.js runs in this worker: a document, whatever is in
// it, has no page to touch, and one that takes too long is given up by ending the worker. Scripts of a document are never
// run: that part of pdf.js is not here. The build puts what is imported beside this file, from vendor/pdf.

// Where there is no window, pdf.js takes the worker for one of its own.
self.window = self;
await import('./pdf.worker.min.mjs');
delete self.window;
const { getDocument, VerbosityLevel } = await import('./pdf.min.mjs');

// Pixels of a page's longer side, and of all of it: canvases have bounds.
const LONGEST = 4096;
const MOST = 16_777_216;
// Characters of a page that are read to those who do not see it.
const WORDS = 20_000;

// pdf.js has canvases of a page's document in mind.
class Canvases {
  create(width, height) {
    const canvas = new OffscreenCanvas(Math.max(width, 1), Math.max(height, 1));
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }

  reset(drawn, width, height) {
    drawn.canvas.width = Math.max(width, 1);
    drawn.canvas.height = Math.max(height, 1);
  }

  destroy(drawn) {
    drawn.canvas.width = 0;
    drawn.canvas.height = 0;
    drawn.canvas = null;
    drawn.context = null;
  }
}

// Filters are elements of a page; without them few pictures look different.
class Filters {
  addFilter() { return 'none'; }
  addHCMFilter() { return 'none'; }
  addAlphaFilter() { return 'none'; }
  addLuminosityFilter() { return 'none'; }
  addHighlightHCMFilter() { return 'none'; }
  createSelectionStyle() { return null; }
  destroy() {}
}

let document = null;

const open = async (blob) => {
  document = await getDocument({
    data: new Uint8Array(await blob.arrayBuffer()),
    CanvasFactory: Canvases,
    FilterFactory: Filters,
    // Letters are drawn as shapes: no font of a document comes into the browser.
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: true,
    enableXfa: false,
    disableAutoFetch: true,
    disableRange: true,
    disableStream: true,
    stopAtErrors: false,
    maxImageSize: MOST,
    canvasMaxAreaInBytes: MOST * 4,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
  const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
  return ['opened', document.numPages, width, height];
};

const words = async (page) => {
  const { items } = await page.getTextContent();
  let text = '';
  for (const item of items) {
    text += item.str + (item.hasEOL ? '\n' : '');
    if (text.length > WORDS) break;
  }
  return text.slice(0, WORDS);
};

const draw = async (number, wanted) => {
  const page = await document.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(wanted, LONGEST / Math.max(width, height, 1), Math.sqrt(MOST / Math.max(width * height, 1)));
  const viewport = page.getViewport({ scale });
  const canvas = new OffscreenCanvas(Math.max(Math.floor(viewport.width), 1), Math.max(Math.floor(viewport.height), 1));
  const canvasContext = canvas.getContext('2d', { alpha: false });
  await page.render({ canvas: null, canvasContext, viewport, annotationMode: 1, background: '#fff' }).promise;
  const text = await words(page).catch(() => '');
  page.cleanup();
  return ['drawn', width, height, text, canvas.transferToImageBitmap()];
};

// ['open', Blob] or ['draw', number, pixels a point]; widths and heights in the answers are points.
self.onmessage = async ({ data: [what, ...of] }) => {
  try {
    const said = await (what === 'open' ? open(of[0]) : draw(of[0], of[1]));
    self.postMessage(said, said.filter((part) => part instanceof ImageBitmap));
  } catch (error) {
    self.postMessage(['failed', error?.name === 'PasswordException' ? 'locked' : 'broken']);
  }
};

// From here on the time counts that an answer takes.
self.postMessage('ready');
