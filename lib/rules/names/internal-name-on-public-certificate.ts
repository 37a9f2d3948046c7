import { CertificateSourceKind } from '../../model';
import { isInternalName } from '../../names';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const internalNameOnPublicCertificate = defineRule({
  id: 'internal-name-on-public-certificate',
  ref: 'ECA208',
  title: 'A purchased certificate is to name hosts that no public CA may certify',
  level: Level.ERROR,
  source: 'BR',
  section: '4.2.2; page:travisrunyard.us',
  effectiveFrom: '2015-11-01',
  rationale:
    'Public CAs must not certify internal names or reserved IP addresses; what they had issued was revoked on 2016-10-01. The order is refused, and the server stays without its certificate.',
  remediation:
    'use names of a public domain inside too (split DNS), or give what clients inside use a certificate of an internal CA',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.source === CertificateSourceKind.PURCHASED,
  check: (view, report) => {
    const { dnsNames, ipAddresses } = view.certificate.facts;
    if (dnsNames === undefined) {
      report.unknown(`the names of ${titleOf(view)} are not known`);
      return;
    }
    const internal: string[] = [];
    let untold: string | undefined;
    for (const { value, expression } of dnsNames) {
      if (value === undefined) untold ??= expression;
      else if (isInternalName(value)) internal.push(value);
    }
    for (const address of ipAddresses ?? []) if (isInternalName(address)) internal.push(address);
    if (internal.length > 0)
      report.finding({ message: `${titleOf(view)} names ${listed(internal)}, which no public CA may certify` });
    else if (untold !== undefined) report.unknown(`${titleOf(view)} has a name that only Terraform knows (${untold})`);
  },
});
