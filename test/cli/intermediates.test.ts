import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { intermediatesOf } from '../../lib/cli/intermediates';
import { fixtureEstate } from '../support/html-report';

const CHAIN = readFileSync(join(__dirname, '../../examples/03-purchased/certificates/vendor-chain.pem'), 'utf8');

function estateWith(chainPem: string[]) {
  const estate = fixtureEstate({ servers: 1 });
  return { ...estate, certificates: estate.certificates.map((certificate) => ({ ...certificate, chainPem })) };
}

test('intermediates are named by their subject', () => {
  expect(intermediatesOf(estateWith([CHAIN]))['contoso/cas1/Certificate']).toEqual(['Northwind Trust Issuing CA']);
});

test('a chain that cannot be read has no names, not half of them', () => {
  expect(intermediatesOf(estateWith([CHAIN, 'no certificate']))).toEqual({});
});
