import { isAtLeast, protocolFacts } from '../../exchange';
import { ClientProtocol, ExchangeProduct } from '../../model';
import { coveringWildcard } from '../../names';
import { defineRule, Level, SubjectKind } from '../../policy';

const SP1 = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1 };
const SP1_UR4 = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1, updateRollup: 4 };

export const wildcardBreaksMail = defineRule({
  id: 'wildcard-breaks-mail',
  ref: 'ECA206',
  title: 'A wildcard certificate breaks TLS of POP3 and IMAP4 on Exchange 2007 SP1',
  level: Level.ERROR,
  source: 'KB948896',
  section: 'TLS fails for POP3 and IMAP4 with a wildcard certificate',
  rationale:
    'Before Update Rollup 4 enabling a wildcard certificate for POP3 or IMAP4 sets the name of the service to the wildcard itself, and TLS then finds no certificate.',
  remediation: 'install Update Rollup 4 for SP1 or a later service pack, or use a certificate with the exact name',
  products: [ExchangeProduct.EXCHANGE_2007],
  protocols: [ClientProtocol.POP3, ClientProtocol.IMAP4],
  subject: SubjectKind.BINDING,
  applies: (view) => view.certificate !== undefined && isAtLeast(view.server.server.release, SP1) !== false,
  check: (view, report) => {
    const { binding, certificate } = view;
    if (!certificate) return;
    const wildcard = coveringWildcard(certificate.certificate, [...binding.externalHosts, ...binding.internalHosts]);
    const fixed = isAtLeast(view.server.server.release, SP1_UR4);
    if (wildcard === undefined || fixed === true) return;
    const what = `${protocolFacts(view.binding.protocol).label} on ${view.server.server.name} presents the wildcard ${wildcard}`;
    if (fixed === false) report.finding({ message: `${what}, with which TLS fails before Update Rollup 4 of SP1` });
    else report.unknown(`${what}; whether Update Rollup 4 of SP1 is installed is not stated`);
  },
});
