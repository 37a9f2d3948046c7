import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct } from '../../model';
import { byProduct, FactByProduct, isLastOf2013 } from '../release-order';
import { BooleanFact, no, unknown, yes } from '../../model/fact';
import { ProtocolFacts, WEB_LISTENERS, webListeners } from './protocol-facts';

/** A protocol that IIS serves, on one port and over TLS; setup leaves it running wherever it is there. */
function webProtocol(
  facts: Omit<ProtocolFacts, 'role' | 'listeners' | 'asksAboutUntrusted' | 'enabledByDefault' | 'defaultListeners'>,
): ProtocolFacts {
  return {
    ...facts,
    role: CertificateRole.IIS,
    listeners: WEB_LISTENERS,
    asksAboutUntrusted: true,
    enabledByDefault: facts.exists,
    defaultListeners: webListeners(facts.exists),
  };
}

/** Whether encryption is required: 2007 as given, and since then as the default virtual directories of each line have it. */
function required(in2007: BooleanFact): FactByProduct {
  return byProduct({
    [ExchangeProduct.EXCHANGE_2007]: in2007,
    [ExchangeProduct.EXCHANGE_2010]: yes('page:davidmtechblog', 'as found on SP3'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13', '128-bit'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16', '128-bit'),
  });
}

/** How clients authenticate from 2013 on (VDIR13, VDIR16): no source that was read states the setting of the older lines. */
function from2013(...authentication: ClientAuthentication[]): ProtocolFacts['defaultAuthentication'] {
  return ({ product }) =>
    product === ExchangeProduct.EXCHANGE_2007 || product === ExchangeProduct.EXCHANGE_2010 ? [] : [...authentication];
}

const ALERT_OF_OUTLOOK = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('TN:bb851554'),
  [ExchangeProduct.EXCHANGE_2010]: yes('KB2006728', 'Outlook shows an alert'),
  [ExchangeProduct.EXCHANGE_2013]: yes('DERIVED', 'Outlook shows an alert'),
});

/** Outlook Web Access of 2007, Outlook Web App of 2010 and 2013, Outlook on the web since. */
export const OUTLOOK_WEB_APP = webProtocol({
  protocol: ClientProtocol.OWA,
  label: 'Outlook Web App',
  path: '/owa',
  exists: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
    [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-OwaVirtualDirectory'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  }),
  encryptionRequiredByDefault: required(yes('SEED')),
  defaultAuthentication: from2013(ClientAuthentication.FORMS, ClientAuthentication.BASIC),
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED, Self-Signed Certificates', 'the browser asks'),
    [ExchangeProduct.EXCHANGE_2010]: yes('SSL13', 'the browser asks'),
    [ExchangeProduct.EXCHANGE_2016]: yes('CERT16', 'encrypts; clients do not trust it by themselves'),
  }),
});

/** Exchange Control Panel of 2010, Exchange admin center since. */
export const EXCHANGE_CONTROL_PANEL = webProtocol({
  protocol: ClientProtocol.ECP,
  label: 'Exchange Control Panel',
  path: '/ecp',
  exists: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: no('PS:Set-EcpVirtualDirectory', 'begins with 2010'),
    [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-EcpVirtualDirectory'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  }),
  encryptionRequiredByDefault: required(unknown('2007 has no control panel')),
  defaultAuthentication: from2013(ClientAuthentication.FORMS, ClientAuthentication.BASIC),
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: unknown('2007 has no control panel'),
    [ExchangeProduct.EXCHANGE_2010]: yes('SSL13', 'the browser asks'),
    [ExchangeProduct.EXCHANGE_2016]: yes('CERT16', 'encrypts; clients do not trust it by themselves'),
  }),
});

/** Exchange ActiveSync: phones and tablets. */
export const ACTIVE_SYNC = webProtocol({
  protocol: ClientProtocol.ACTIVE_SYNC,
  label: 'Exchange ActiveSync',
  path: '/Microsoft-Server-ActiveSync',
  exists: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
    [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-ActiveSyncVirtualDirectory'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  }),
  encryptionRequiredByDefault: required(yes('SEED')),
  // TN:cc296561 (2007), VDIR13 and VDIR16: Basic in every line that was read.
  defaultAuthentication: () => [ClientAuthentication.BASIC],
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED, Self-Signed Certificates', 'once the device was made to trust it'),
    [ExchangeProduct.EXCHANGE_2010]: yes('SSL13', 'once the device was made to trust it'),
    [ExchangeProduct.EXCHANGE_2016]: yes(
      'CERT16; APPLE:103769',
      'once the device was made to trust it, which current devices refuse for the certificate of setup',
    ),
  }),
});

/** Exchange Web Services: availability, out of office, Outlook for Mac. */
export const EXCHANGE_WEB_SERVICES = webProtocol({
  protocol: ClientProtocol.EWS,
  label: 'Exchange Web Services',
  path: '/EWS',
  exists: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('TN:cc164344'),
    [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-WebServicesVirtualDirectory'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  }),
  encryptionRequiredByDefault: required(yes('TN:cc164344')),
  defaultAuthentication: from2013(ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM),
  worksWithSelfSigned: ALERT_OF_OUTLOOK,
});

const ADDRESS_BOOK_ON_CU23 = yes('LABIIS; PS:Set-OabVirtualDirectory', '128-bit, as found on CU23');

const addressBookRequiresTls = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: unknown('the default of 2007 is not confirmed'),
  [ExchangeProduct.EXCHANGE_2010]: unknown(
    'two sources contradict each other',
    'page:davidmtechblog; PS:Set-OabVirtualDirectory',
  ),
  [ExchangeProduct.EXCHANGE_2013]: unknown(
    '128-bit SSL as found on CU23; two sources contradict each other on earlier updates',
    'LABIIS; VDIR13; PS:Set-OabVirtualDirectory',
  ),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16; LABIIS; PS:Set-OabVirtualDirectory', '128-bit'),
});

/** Offline address book, fetched over the web. */
export const OFFLINE_ADDRESS_BOOK = webProtocol({
  protocol: ClientProtocol.OAB,
  label: 'Offline address book',
  path: '/OAB',
  exists: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('KB940726'),
    [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-OabVirtualDirectory'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  }),
  encryptionRequiredByDefault: (release) =>
    isLastOf2013(release) ? ADDRESS_BOOK_ON_CU23 : addressBookRequiresTls(release),
  defaultAuthentication: from2013(ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM),
  worksWithSelfSigned: ALERT_OF_OUTLOOK,
});

/** Autodiscover: how Outlook and phones find everything else. */
export const AUTODISCOVER = webProtocol({
  protocol: ClientProtocol.AUTODISCOVER,
  label: 'Autodiscover',
  path: '/Autodiscover',
  exists: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('TN:bb332063'),
    [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-AutodiscoverVirtualDirectory'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  }),
  encryptionRequiredByDefault: required(yes('TN:cc164344')),
  defaultAuthentication: from2013(
    ClientAuthentication.BASIC,
    ClientAuthentication.NEGOTIATE,
    ClientAuthentication.NTLM,
  ),
  worksWithSelfSigned: ALERT_OF_OUTLOOK,
});
