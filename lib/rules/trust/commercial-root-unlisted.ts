import { isListedRoot } from '../../clients';
import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const commercialRootUnlisted = defineRule({
  id: 'commercial-root-unlisted',
  ref: 'ECA117',
  title: 'A root is declared to be commercial, and no list of roots has it',
  level: Level.WARNING,
  source: 'TSO; AOSP:cacerts; CHROME:roots',
  section: 'lists of Android, Apple, Windows, Mozilla, Java and Chrome',
  rationale:
    'Clients ship with the roots of their lists and with no other. A root that no list has is taken for one of them on the word of useCommercialRoots alone; where it is the root of your own CA, clients ask or refuse.',
  remediation:
    'declare the root of your own CA with InternalCa.fromCertificate and its certificates with CertificateSource.issued; keep useCommercialRoots for roots that clients do ship with',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL),
  check: ({ estate }, report) => {
    for (const anchor of estate.anchors) {
      if (anchor.kind !== TrustAnchorKind.COMMERCIAL || isListedRoot(anchor) !== false) continue;
      report.finding({
        message: `${anchor.name} is in no list of the roots that clients ship with`,
        discriminator: anchor.name,
        ...(anchor.location ? { location: anchor.location } : {}),
      });
    }
  },
});
