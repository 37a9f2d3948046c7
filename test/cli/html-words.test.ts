import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlWords } from '../../lib/cli/html-words';
import { fixtureEstate } from '../support/html-report';

const CHAIN = readFileSync(join(__dirname, '../../examples/03-purchased/certificates/vendor-chain.pem'), 'utf8');

function estateWith(chainPem: string[]) {
  const estate = fixtureEstate({ servers: 1 });
  return { ...estate, certificates: estate.certificates.map((certificate) => ({ ...certificate, chainPem })) };
}

test('platforms, applications and sources in words', () => {
  const { clientLabel, describeSource } = htmlWords(fixtureEstate({ servers: 1 }));
  expect(clientLabel?.('windows-mobile-6')).toBe('Windows Mobile 6.0');
  expect(clientLabel?.('outlook-2021')).toBe('Outlook 2021');
  expect(describeSource?.('SEED, Certificate Types')?.title).toContain('Understanding SSL for Client Access Servers');
});

test('intermediates are named by their subject', () => {
  expect(htmlWords(estateWith([CHAIN])).intermediates?.['contoso/cas1/Certificate']).toEqual([
    'Northwind Trust Issuing CA',
  ]);
});

test('a chain that cannot be read has no names, not half of them', () => {
  expect(htmlWords(estateWith([CHAIN, 'no certificate'])).intermediates).toEqual({});
});
