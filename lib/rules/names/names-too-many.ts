import { CertificateSourceKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted, titleOf } from '../words';

/** From this many names on a certificate is at or over what a vendor takes. */
const MANY = 100;

export const namesTooMany = defineRule({
  id: 'names-too-many',
  ref: 'ECA215',
  title: 'A purchased certificate is to have very many names',
  level: Level.WARNING,
  source: 'CERT16; LE:profiles',
  section: 'use as few host names as possible; at most 100 names',
  rationale:
    'Vendors limit the names of a certificate, often to 100, and validate each of them at every renewal: one domain that lapsed holds up all. Most of the names are usually those of Autodiscover, which has methods that need no name per mail domain.',
  remediation:
    'declare MailDomains with another Autodiscover method: HTTP_REDIRECT or SRV_RECORD lead all mail domains to one name, and SCP_ONLY needs none where nobody outside looks',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) =>
    certificate.source === CertificateSourceKind.PURCHASED && certificate.facts.dnsNames !== undefined,
  check: (view, report) => {
    const names = view.certificate.facts.dnsNames ?? [];
    if (names.length < MANY) return;
    const autodiscover = names.filter(({ value }) => value?.startsWith('autodiscover.')).length;
    const which = autodiscover === 0 ? '' : `, of which ${autodiscover} begin with autodiscover`;
    report.finding({ message: `${titleOf(view)} has ${counted(names.length, 'name')}${which}` });
  },
});
