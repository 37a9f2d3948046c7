import { marked } from 'marked';
import { markdownName, markdownText, mermaidLabel, plain } from '../../lib/report/plain';
import { NASTY } from '../support/review-estate';

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What a reader sees of Markdown: its HTML without tags, entities read, and without what has no width. */
function seen(markdown: string): string {
  const html = marked.parseInline(markdown, { async: false, gfm: true });
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) =>
      code ? String.fromCodePoint(Number(code)) : NAMED[name as string],
    )
    .replaceAll('\u200b', '');
}

const TEXTS = [
  "the certificate's path is not known",
  'a "quoted" word, 100 % & more',
  '#12 and @everyone and GH-1 &#39; &amp;',
  '- no list',
  '1. no list either',
  '> no quote',
  'https://example.com and www.example.com',
  'a_b*c`d~e|f[g](h)!i{j}\\k',
  NASTY,
];

describe('markdownText', () => {
  test.each(TEXTS)('%j is shown as it is', (text) => {
    expect(seen(markdownText(text))).toBe(plain(text));
    expect(marked.parseInline(markdownText(text), { async: false, gfm: true })).not.toMatch(/<[a-z]/);
  });

  test('mentions and references to issues are neither', () => {
    expect(markdownText('@contoso #1')).not.toMatch(/@contoso|#1/);
    expect(seen(markdownText('@contoso'))).toBe('@contoso');
  });
});

describe('markdownName', () => {
  test.each(TEXTS)('%j is shown as it is, as code', (text) => {
    expect(seen(markdownName(text))).toBe(plain(text));
    expect(marked.parseInline(markdownName(text), { async: false, gfm: true }).match(/<[^>]+>/g)).toEqual([
      '<code>',
      '</code>',
    ]);
  });
});

test('mermaidLabel leaves nothing that ends a label', () => {
  for (const text of TEXTS) expect(mermaidLabel(text, 400)).toMatch(/^[\p{L}\p{N} .,/#;-]*$/u);
});
