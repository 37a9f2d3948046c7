import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsPage } from '../../tools/knowledge/clients-page';
import { exchangePage } from '../../tools/knowledge/exchange-page';

const docs = join(__dirname, '..', '..', 'docs');

// A page that falls behind: npx tsx tools/knowledge-docs.ts
test.each([
  ['exchange.md', exchangePage],
  ['clients.md', clientsPage],
])('docs/%s says what the tables say', (file, page) => {
  expect(readFileSync(join(docs, file), 'utf8')).toBe(page());
});
