import {
  applicationFacts,
  ClientApplication,
  clientFactsOf,
  ClientPlatform,
  defaultApplication,
  PLATFORMS,
} from '../../lib/clients';
import { ClientFact, ClientProtocol } from '../../lib/model';

const P = ClientProtocol;

function facts(application: ClientApplication) {
  const found = applicationFacts(application.id);
  if (!found) throw new Error(`no row ${application.id}`);
  return found;
}

function fact(application: ClientApplication, wanted: ClientFact, protocol: ClientProtocol): boolean | undefined {
  const kind = { platform: ClientPlatform.WINDOWS_10.id, application: application.id, protocol, day: '2026-11-30' };
  return clientFactsOf(kind)[wanted].value;
}

test('an application that the tables do not hold has no row', () => {
  expect(applicationFacts('eudora')).toBeUndefined();
  expect(ClientApplication.of('eudora').id).toBe('eudora');
});

test('Outlook asks nobody on its connection, and shows an alert on Autodiscover and web services', () => {
  const asks = (protocol: ClientProtocol) =>
    fact(ClientApplication.OUTLOOK_2007, ClientFact.ASKS_ABOUT_ISSUER, protocol);
  expect(asks(P.OUTLOOK_ANYWHERE)).toBe(false);
  expect(asks(P.AUTODISCOVER)).toBe(true);
  expect(asks(P.EWS)).toBe(true);
  expect(asks(P.POP3)).toBeUndefined();
});

test('Autodiscover begins with Outlook 2007, MAPI over HTTP with 2010', () => {
  expect(facts(ClientApplication.OUTLOOK_2003).protocols).not.toContain(P.AUTODISCOVER);
  expect(fact(ClientApplication.OUTLOOK_2003, ClientFact.READS_SCP, P.AUTODISCOVER)).toBe(false);
  expect(fact(ClientApplication.OUTLOOK_2007, ClientFact.READS_SCP, P.AUTODISCOVER)).toBe(true);
  expect(facts(ClientApplication.OUTLOOK_2007).protocols).not.toContain(P.MAPI_OVER_HTTP);
  expect(facts(ClientApplication.OUTLOOK_2016).protocols).toContain(P.MAPI_OVER_HTTP);
});

test('browsers ask; modern ones ignore the common name; Firefox keeps its own roots', () => {
  expect(fact(ClientApplication.INTERNET_EXPLORER, ClientFact.ASKS_ABOUT_ISSUER, P.OWA)).toBe(true);
  expect(fact(ClientApplication.INTERNET_EXPLORER, ClientFact.COMMON_NAME, P.OWA)).toBe(true);
  expect(fact(ClientApplication.CHROME, ClientFact.COMMON_NAME, P.OWA)).toBe(false);
  expect(facts(ClientApplication.FIREFOX).ownRootStore?.kind).toBe('commercial');
});

test('Outlook for phones connects through the service of Microsoft, which no root on the phone reaches', () => {
  const outlook = facts(ClientApplication.OUTLOOK_MOBILE);
  expect(outlook.connectsThrough).toBe('microsoft-cloud');
  expect(outlook.usesUserRoots.value).toBe(false);
});

test.each<[ClientPlatform, ClientProtocol, string | undefined]>([
  [ClientPlatform.WINDOWS_XP, P.OWA, 'internet-explorer'],
  [ClientPlatform.WINDOWS_11, P.OWA, 'edge'],
  [ClientPlatform.IOS, P.OWA, 'safari'],
  [ClientPlatform.ANDROID, P.ECP, 'chrome'],
  [ClientPlatform.IOS, P.ACTIVE_SYNC, 'native-mail'],
  [ClientPlatform.WINDOWS_MOBILE_6, P.ACTIVE_SYNC, 'native-mail'],
  [ClientPlatform.WINDOWS_10, P.OUTLOOK_ANYWHERE, undefined],
  [ClientPlatform.BLACKBERRY, P.OWA, undefined],
  [ClientPlatform.of('os-2'), P.OWA, undefined],
])('default application of %s for %s', (platform, protocol, application) => {
  expect(defaultApplication(platform.id, protocol)?.id).toBe(application);
});

test('every default application speaks the protocol that it is taken for', () => {
  for (const platform of PLATFORMS) {
    for (const protocol of Object.values(ClientProtocol)) {
      const taken = defaultApplication(platform.id, protocol);
      if (taken) expect(taken.protocols).toContain(protocol);
    }
  }
});

test('where the platform shares installed roots, applications use them; where it does not, they must opt in', () => {
  expect(facts(ClientApplication.NATIVE_MAIL)).toMatchObject({ usesUserRoots: { value: true } });
  expect(facts(ClientApplication.NATIVE_MAIL).optsInToInstalledRoots.value).toBeUndefined();
  expect(facts(ClientApplication.MAIL_APP_WITH_USER_ROOTS).optsInToInstalledRoots.value).toBe(true);
  expect(facts(ClientApplication.MAIL_APP_WITHOUT_USER_ROOTS).optsInToInstalledRoots.value).toBe(false);
});
