import {
  bareBinding,
  bareCertificate,
  barePopulation,
  bareServer,
  CertificateRole,
  CertificateSourceKind,
  ClientPlace,
  ClientProtocol,
  ExchangeProduct,
  KeyCustody,
} from '../../lib/model';

const release = { product: ExchangeProduct.EXCHANGE_2016 };

test('what is not given of a server, binding, certificate or population stays unknown or empty', () => {
  const server = bareServer({ id: 'EX01', release });
  expect(server).toMatchObject({ name: 'EX01', fqdn: { value: 'ex01' }, internalHost: { value: 'ex01' }, roles: [] });
  expect([server.publicDeployment, server.extendedProtection, server.tls, server.windowsServer]).toEqual([
    false,
    undefined,
    undefined,
    undefined,
  ]);
  const binding = bareBinding({
    server: 'EX01',
    protocol: ClientProtocol.EWS,
    role: CertificateRole.IIS,
    listeners: [],
  });
  expect(binding.id).toBe('EX01/ews');
  expect([binding.certificate, binding.encryptionRequired, binding.authentication]).toEqual([undefined, undefined, []]);
  const certificate = bareCertificate({ id: 'c', source: CertificateSourceKind.PURCHASED, facts: {} });
  expect([certificate.custody, certificate.anchor, certificate.faults]).toEqual([KeyCustody.UNKNOWN, undefined, []]);
  expect(barePopulation({ id: 'p', platform: 'windows-10' })).toMatchObject({ name: 'p', place: ClientPlace.OUTSIDE });
});

test('what is given counts before what would follow', () => {
  const server = bareServer({ id: 'a', release, name: 'EX01', fqdn: { value: 'ex01.corp' }, publicDeployment: false });
  expect(server).toMatchObject({ id: 'a', internalHost: { value: 'ex01.corp' }, publicDeployment: false });
  expect(bareServer({ id: 'a', release, externalHost: { value: 'mail.contoso.com' } }).publicDeployment).toBe(true);
});
