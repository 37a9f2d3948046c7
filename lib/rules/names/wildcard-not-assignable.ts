import { isAtLeast, protocolFacts } from '../../exchange';
import { ClientProtocol, ExchangeProduct } from '../../model';
import { coveringWildcard } from '../../names';
import { defineRule, Level, SubjectKind } from '../../policy';

const FIXED = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1, updateRollup: 4 };

export const wildcardNotAssignable = defineRule({
  id: 'wildcard-not-assignable',
  ref: 'ECA207',
  title: 'A wildcard certificate cannot be assigned to POP3 and IMAP4 as a service',
  level: Level.NOTE,
  source: 'ASSIGN16; KB948896',
  section: 'wildcard certificates',
  rationale:
    'Enable-ExchangeCertificate leaves POP3 and IMAP4 out for a wildcard. The settings of the service must name the host that clients use instead, and Exchange finds the certificate by it.',
  remediation:
    'set X509CertificateName with Set-PopSettings or Set-ImapSettings to the name that clients use and state it (certificateName), or use a certificate with the exact name',
  protocols: [ClientProtocol.POP3, ClientProtocol.IMAP4],
  subject: SubjectKind.BINDING,
  applies: (view) => view.certificate !== undefined && isAtLeast(view.server.server.release, FIXED) === true,
  check: (view, report) => {
    const { binding, certificate } = view;
    // Whoever states the name has followed the remedy.
    if (!certificate || binding.certificateName) return;
    const wildcard = coveringWildcard(certificate.certificate, [...binding.externalHosts, ...binding.internalHosts]);
    if (wildcard === undefined) return;
    report.finding({
      message: `${protocolFacts(view.binding.protocol).label} on ${view.server.server.name} is covered by the wildcard ${wildcard} alone: the service must be given its name`,
    });
  },
});
