import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import {
  decodeSlice,
  encodeSlice,
  isSlice,
  mergeEstates,
  MODEL_SCHEMA_VERSION,
  putLocations,
  SliceKind,
  takeLocations,
  withoutEmptyLists,
} from '../../lib/model';
import { Declared } from '../support/declared';

function estate(): ReturnType<Registry['estate']> {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso "Root" ${x}'.replace('${x}', 'CA') });
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2016,
    internalHostName: 'mail.contoso.com',
    mailDomains: ['contoso.com'],
    certificate: CertificateSource.internalCa(ca),
  });
  new ClientPopulation(declared.stack, 'clients', {
    platform: ClientPlatform.WINDOWS_11,
    place: ClientPlace.INSIDE,
    uses: [ClientProtocol.OWA],
    servers: [server],
  });
  ClientAccessPolicy.of(server).acknowledge({ rule: 'x', reason: 'a reason with ${braces}', expires: '2027-01-01' });
  // What a server's own resource carries has the server, though something was acknowledged of it.
  expect(Registry.of(declared.app).ownOf(server).servers).toHaveLength(1);
  return Registry.of(declared.app).estate();
}

test('a slice is read as it was written', () => {
  const { schemaVersion: _, ...slice } = estate();
  const text = encodeSlice(SliceKind.ESTATE, slice);
  expect(isSlice(text)).toBe(true);
  const declared = withoutEmptyLists(slice);
  expect(decodeSlice(text)).toMatchObject({
    kind: 'estate',
    schemaVersion: MODEL_SCHEMA_VERSION,
    digestMatches: true,
    slice: JSON.parse(JSON.stringify(declared)),
  });
  expect(Object.keys(decodeSlice(text).slice)).toEqual(Object.keys(declared));
});

test('a slice of version 1 is read as this version writes it', () => {
  const [server] = estate().servers;
  const binding = { ...estate().bindings[0], publishingPoint: 'mail/proxy' };
  const text = encodeSlice(SliceKind.SERVER, { servers: [server], bindings: [binding] });
  const old = text.replace(`"schemaVersion":${MODEL_SCHEMA_VERSION}`, '"schemaVersion":1');
  expect(decodeSlice(old)).toMatchObject({ schemaVersion: 1, digestMatches: true });
  expect(decodeSlice(old).slice.servers).toMatchObject([{ id: server.id, publishingPoints: ['mail/proxy'] }]);
  expect(decodeSlice(text).slice.servers?.[0].publishingPoints).toBeUndefined();
});

test('a slice that somebody edited is noticed', () => {
  const text = encodeSlice(SliceKind.SERVER, estate());
  expect(decodeSlice(text.replace('mail.contoso.com', 'mail.fabrikam.com')).digestMatches).toBe(false);
});

test.each(['', '{}', 'null', '{"clientAccess":"server"}', '[1]'])('%s is no slice', (text) => {
  expect(() => decodeSlice(text)).toThrow(SyntaxError);
});

test('places of declaration come back to where they were taken from', () => {
  const { schemaVersion: _, ...whole } = estate();
  const { slice, locations } = takeLocations(JSON.parse(JSON.stringify(whole)));
  expect(JSON.stringify(slice)).not.toContain('"location"');
  const back = putLocations(slice, locations);
  expect(back.servers).toEqual(whole.servers);
  expect(back.populations).toEqual(whole.populations);
  expect(back.acknowledgements).toEqual(whole.acknowledgements);
  // A binding that stands where its server does has its place from there.
  expect(back.bindings?.every((binding) => binding.location === undefined)).toBe(true);
});

test('what several slices carry counts once', () => {
  const one = estate();
  const merged = mergeEstates([one, one]);
  expect(merged.servers).toHaveLength(1);
  expect(merged.anchors).toHaveLength(1);
  expect(merged.acknowledgements).toHaveLength(1);
  expect(merged.mailDomains).toHaveLength(1);
});

test('nothing in a slice is a template to Terraform', () => {
  const domain = { domain: '${file("a")} %{if true} $${b}', method: 'own-name', servers: [] };
  const text = encodeSlice(SliceKind.ESTATE, { mailDomains: [domain as never] });
  expect(text).not.toMatch(/[$%]\{/);
  expect(decodeSlice(text)).toMatchObject({ digestMatches: true, slice: { mailDomains: [domain] } });
});

test('a server that two slices carry is judged with the bindings of the first alone', () => {
  const one = estate();
  const other = { ...one, bindings: one.bindings.slice(0, 1).map((binding) => ({ ...binding, id: 'another' })) };
  expect(mergeEstates([one, other]).bindings).toEqual(one.bindings);
});

test('what several stacks carry for their own servers is of the servers of all', () => {
  const one = estate();
  const [population] = one.populations;
  const [domain] = one.mailDomains;
  const elsewhere = {
    populations: [{ ...population, servers: ['other/cas'] }],
    mailDomains: [{ ...domain, servers: ['other/cas'] }],
  };
  const merged = mergeEstates([one, elsewhere]);
  expect(merged.populations).toEqual([{ ...population, servers: [...population.servers, 'other/cas'] }]);
  expect(merged.mailDomains[0].servers).toEqual([...domain.servers, 'other/cas']);
});

test('an estate is the same in whichever order its slices come', () => {
  const one = estate();
  const rename = (text: string): string => text.replaceAll('cas01', 'cas00');
  const other = JSON.parse(
    rename(JSON.stringify({ ...one, populations: [], mailDomains: [], acknowledgements: [] })),
  ) as typeof one;
  expect(mergeEstates([other, one])).toEqual(mergeEstates([one, other]));
});
