/** Writes docs/exchange.md, docs/clients.md and docs/root-stores.md from the knowledge tables, docs/declaring.md from the comments of what is declared. Usage: npx tsx tools/knowledge-docs.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsPage } from './knowledge/clients-page';
import { declaringPage } from './knowledge/declaring-page';
import { exchangePage } from './knowledge/exchange-page';
import { rootStoresPage } from './knowledge/root-stores-page';

const docs = join(__dirname, '..', 'docs');
writeFileSync(join(docs, 'exchange.md'), exchangePage());
writeFileSync(join(docs, 'clients.md'), clientsPage());
writeFileSync(join(docs, 'declaring.md'), declaringPage());
writeFileSync(join(docs, 'root-stores.md'), rootStoresPage());
