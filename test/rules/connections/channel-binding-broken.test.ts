import {
  ClientAuthentication,
  ClientFact,
  ClientProtocol,
  ExchangeProduct,
  ExtendedProtection,
  PublishingMode,
  TokenChecking,
} from '../../../lib/model';
import { channelBindingBroken } from '../../../lib/rules/connections/channel-binding-broken';
import { RuleTester, TestBinding, TestEstateProps, TestPopulation, TestServer } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const SE = { product: ExchangeProduct.EXCHANGE_SE };
const MAPI: TestBinding = {
  protocol: ClientProtocol.MAPI_OVER_HTTP,
  authentication: [ClientAuthentication.NTLM, ClientAuthentication.NEGOTIATE],
};

interface Case {
  readonly mode?: PublishingMode;
  readonly point?: string;
  readonly binding?: TestBinding;
  readonly server?: TestServer;
  readonly clients?: TestPopulation;
  readonly more?: TestEstateProps;
}

const behind = ({ mode = PublishingMode.BRIDGING, point = 'other', binding = MAPI, server, clients, more }: Case) =>
  withWeb(
    {},
    {
      certificates: { web: { facts: { sha256: 'a1' } }, other: { facts: { sha256: 'b2' } } },
      servers: [{ release: SE, protocols: [binding], publishingPoint: 'app/point1', ...server }],
      publishingPoints: [{ mode, certificate: point }],
      populations: [on('windows-10', clients)],
      ...more,
    },
  );

const sends = (holds: boolean): TestPopulation => ({
  stated: [{ fact: ClientFact.SENDS_CHANNEL_BINDING, holds, ground: 'seen in a trace', on: '2026-05-02' }],
});
const WEB_SERVICES: TestBinding = { protocol: ClientProtocol.EWS, authentication: [ClientAuthentication.NTLM] };
const ALLOWING = { ...MAPI, tokenChecking: TokenChecking.ALLOW };

RuleTester.run(channelBindingBroken, {
  compliant: [
    { name: 'one certificate on both', estate: behind({ point: 'web' }) },
    { name: 'TLS passes through', estate: behind({ mode: PublishingMode.PASS_THROUGH }) },
    { name: 'Extended Protection is off', estate: behind({ server: { extendedProtection: ExtendedProtection.OFF } }) },
    {
      name: 'a release without it',
      estate: behind({ server: { release: { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 20 } } }),
    },
    {
      name: 'forms are not bound',
      estate: behind({ binding: { protocol: ClientProtocol.OWA, authentication: [ClientAuthentication.FORMS] } }),
    },
    {
      name: 'Autodiscover is not checked',
      estate: behind({ binding: { ...MAPI, protocol: ClientProtocol.AUTODISCOVER } }),
    },
    {
      name: 'clients that sign in with modern authentication',
      estate: behind({ clients: { authentication: ClientAuthentication.OAUTH } }),
    },
    {
      name: 'Macs send no token, and one is only allowed',
      estate: behind({ binding: WEB_SERVICES, clients: { platform: 'macos', application: 'outlook-mac' } }),
    },
    {
      name: 'Outlook for Windows sends the token that is required',
      estate: behind({ point: 'web', binding: { ...WEB_SERVICES, tokenChecking: TokenChecking.REQUIRE } }),
    },
    { name: 'tokens are allowed, and none is sent', estate: behind({ binding: ALLOWING, clients: sends(false) }) },
  ],
  nonCompliant: [
    { name: 'a bridge with a certificate of its own', estate: behind({}), messages: ['presents another certificate'] },
    { name: 'offload', estate: behind({ mode: PublishingMode.OFFLOAD }), messages: ['offloads TLS'] },
    {
      name: 'tokens are allowed, and one of another certificate is sent',
      estate: behind({ binding: ALLOWING, clients: sends(true) }),
      messages: ['presents another certificate'],
    },
    {
      name: 'Outlook for Windows sends a token where one is only allowed',
      estate: behind({ binding: WEB_SERVICES }),
      messages: ['presents another certificate'],
    },
    {
      name: 'Macs behind an offload, whatever they send',
      estate: behind({
        binding: WEB_SERVICES,
        mode: PublishingMode.OFFLOAD,
        clients: { platform: 'macos', application: 'outlook-mac' },
      }),
      messages: ['offloads TLS'],
    },
    {
      name: 'Macs where a token is required, with nothing in front of the server',
      estate: behind({
        mode: PublishingMode.PASS_THROUGH,
        binding: { ...WEB_SERVICES, tokenChecking: TokenChecking.REQUIRE },
        clients: { platform: 'macos', application: 'outlook-mac' },
      }),
      messages: ['sends none'],
    },
    {
      name: 'inspection in front of clients',
      estate: behind({
        point: 'web',
        clients: { inspector: 'app/inspector1' },
        more: { inspectors: [{ root: 'root' }] },
      }),
      messages: ['ends their TLS connection'],
    },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
  unknown: [
    {
      name: 'a cumulative update that is not stated',
      estate: behind({ server: { release: { product: ExchangeProduct.EXCHANGE_2019 } } }),
    },
    {
      name: 'bound and unbound ways to sign in',
      estate: behind({
        binding: { ...MAPI, authentication: [ClientAuthentication.NTLM, ClientAuthentication.BASIC] },
      }),
    },
  ],
});
