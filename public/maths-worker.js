// Sets LaTeX as MathML; src/app/platform/maths.rs asks it. It is apart from the page so that LaTeX which takes long holds
// nothing up, and can be given up by ending the worker. The build puts what is imported beside this file, from
// vendor/temml.
import temml from './temml.min.js';

// What is larger or deeper was not written to be read. src/app/features/timeline/parts/maths_tree.rs has the same limits.
const MOST_WORDS = 20_000;
const MOST_DEPTH = 64;

// One of our own each time, since Temml keeps what `\gdef` defines. Nothing is trusted: no addresses, classes or styles
// of the sender's.
const options = (displayMode) => ({ displayMode, throwOnError: true, maxExpand: 500, maxSize: [20, 20] });

const hyphenated = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

// Writes a tree down flat, in words of which the first letter says what they are: `<` begins an element and `>` ends it,
// `@name=value` is an attribute of it, `:name=value` a style, `.name` a class, and `=` begins a text.
const write = (node, words, depth) => {
  if (words.length > MOST_WORDS || depth > MOST_DEPTH) throw new RangeError('too large');
  if (typeof node.text === 'string') {
    words.push(`=${node.text}`);
    return;
  }
  // What is no element, such as a fragment, stands for what it holds.
  const named = typeof node.type === 'string';
  if (named) {
    words.push(`<${node.type}`);
    for (const [name, value] of Object.entries(node.attributes ?? {})) words.push(`@${name}=${value}`);
    for (const [name, value] of Object.entries(node.style ?? {})) words.push(`:${hyphenated(name)}=${value}`);
    for (const name of node.classes ?? []) if (name) words.push(`.${name}`);
  }
  for (const child of node.children ?? []) write(child, words, depth + 1);
  if (named) words.push('>');
};

// Nothing where it is no LaTeX, or too much of it.
const wordsOf = (latex, display) => {
  try {
    const words = [];
    write(temml.__renderToMathMLTree(latex, options(display)), words, 0);
    return words;
  } catch {
    return [];
  }
};

self.onmessage = ({ data: [latex, display] }) => self.postMessage(wordsOf(latex, display));

// From here on the time counts that an answer takes.
self.postMessage('ready');
