import type { Page } from '@playwright/test';

/** Looks through the document for anything that could run or load: what it finds, in words. */
export function scanForUnsafe(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const forbidden = 'script:not([src]), iframe, object, embed, base, form[action], foreignObject, style, link[rel=prefetch], meta[http-equiv=refresh]';
    for (const element of document.body.querySelectorAll(forbidden)) found.push(`element ${element.tagName}`);
    for (const element of document.body.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`handler ${name} on ${element.tagName}`);
        if (['src', 'srcset', 'poster', 'background', 'action', 'formaction', 'data'].includes(name)) {
          const local = new URL(value.split(' ')[0] || '.', document.baseURI);
          const ours = local.protocol === 'blob:' || local.origin === location.origin || value.startsWith('data:image/png');
          if (!ours) found.push(`${name}=${value.slice(0, 80)}`);
        }
        if (name === 'href' && /^\s*(javascript|data|vbscript|file|blob):/i.test(value.replace(/[\s\0-\x20]/g, ''))) {
          if (!(element as HTMLAnchorElement).download) found.push(`href=${value.slice(0, 80)}`);
        }
        if (name === 'style' && /url\(|expression/i.test(value)) found.push(`style=${value.slice(0, 80)}`);
      }
    }
    return found;
  });
}
