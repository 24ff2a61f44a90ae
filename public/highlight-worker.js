// Finds keywords, strings and the like in code; src/app/platform/highlight.rs asks it. It is apart from the page so that
// code which takes long holds nothing up, and can be given up by ending the worker. The build puts what is imported
// beside this file, from vendor/highlight.
import highlight from './highlight.min.js';
import dart from './languages/dart.min.js';
import dockerfile from './languages/dockerfile.min.js';
import haskell from './languages/haskell.min.js';
import nginx from './languages/nginx.min.js';
import powershell from './languages/powershell.min.js';

for (const [name, grammar] of Object.entries({ dart, dockerfile, haskell, nginx, powershell })) highlight.registerLanguage(name, grammar);

// The letter of a token, by its scope or by what the scope begins with. src/app/text/highlight.rs
// reads them.
const LETTERS = new Map(Object.entries({
  k: 'keyword literal operator.word variable.language selector-tag template-tag name bullet',
  s: 'string regexp char.escape link code formula',
  n: 'number symbol variable.constant',
  c: 'comment quote',
  f: 'title section selector-id selector-class',
  t: 'type title.class built_in',
  a: 'attr attribute property variable template-variable selector-attr selector-pseudo meta',
  i: 'addition',
  d: 'deletion',
  // In a string, what is put into it is code again.
  ' ': 'subst',
}).flatMap(([letter, scopes]) => scopes.split(' ').map((scope) => [scope, letter])));

const letterOf = (scope, around) => {
  for (let name = scope ?? ''; name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('.'), 0))) {
    const letter = LETTERS.get(name);
    if (letter) return letter;
  }
  return around;
};

// Walks the tree of scopes and writes it down flat: how long each token is, in UTF-16 units, and its letter.
class Tokens {
  lengths = [];
  letters = [];
  around = [' '];

  openNode({ scope }) {
    this.around.push(letterOf(scope, this.around.at(-1)));
  }

  closeNode() {
    this.around.pop();
  }

  addText({ length }) {
    const letter = this.around.at(-1);
    if (letter === this.letters.at(-1)) this.lengths[this.lengths.length - 1] += length;
    else {
      this.lengths.push(length);
      this.letters.push(letter);
    }
  }
}

// Nothing where the language is not known, or its grammar fails.
const tokensOf = (language, code) => {
  const none = new Tokens();
  if (!highlight.getLanguage(language)) return none;
  try {
    const result = highlight.highlight(code, { language, ignoreIllegals: true });
    const tokens = new Tokens();
    result._emitter.walk(tokens);
    return result.errorRaised ? none : tokens;
  } catch {
    return none;
  }
};

self.onmessage = ({ data: [language, code] }) => {
  const { lengths, letters } = tokensOf(language, code);
  self.postMessage([Uint32Array.from(lengths), letters.join('')]);
};

// From here on the time counts that an answer takes.
self.postMessage('ready');
