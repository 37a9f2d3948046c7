import { ecdsaSupport, lastCumulativeUpdate, releaseLabel } from '../../exchange';
import { CertificateRole, ExchangeProduct, KeyType } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

export const ecdsaTooEarly = defineRule({
  id: 'ecdsa-too-early',
  ref: 'ECA405',
  title: 'A server cannot use an ECDSA certificate in a role',
  level: Level.ERROR,
  source: 'page:jaapwesselius.com; page:frankysweb.de',
  section: 'ECC certificates in Exchange Server',
  rationale:
    'Exchange takes ECDSA certificates from the April 2024 update of 2016 CU23 and 2019 CU13 on; POP3 and IMAP4 from 2019 CU15; server authentication never. Before that the service does not start TLS.',
  remediation:
    'use an RSA key, or bring the server to an update that takes ECDSA and state it (withCumulativeUpdate, withSecurityUpdate)',
  subject: SubjectKind.SERVER,
  applies: ({ certificates }) => certificates.some(({ certificate }) => certificate.facts.keyType === KeyType.ECDSA),
  check: ({ server }, report, estate) => {
    const refused: CertificateRole[] = [];
    let untold: string | undefined;
    for (const { role, certificate } of server.roles) {
      if (estate.certificate(certificate)?.certificate.facts.keyType !== KeyType.ECDSA) continue;
      const support = ecdsaSupport(server.release, role);
      if (support.value === false) refused.push(role);
      else if (support.value === undefined) untold ??= support.note;
    }
    if (refused.length > 0) {
      report.finding({
        message: `${server.name} (${releaseLabel(server.release)}) cannot use an ECDSA certificate for ${listed(refused)}`,
        ...(refused.every((role) => takesLater(server.release.product, role)) ? {} : { fix: 'use an RSA key' }),
      });
    } else if (untold !== undefined) report.unknown(`${server.name}: ${untold}`);
  },
});

/** Whether some update of the product line takes ECDSA in the role: no other line's update is a remedy. */
function takesLater(product: ExchangeProduct, role: CertificateRole): boolean {
  const last = lastCumulativeUpdate(product);
  return ecdsaSupport({ product, ...(last === undefined ? {} : { cumulativeUpdate: last }) }, role).value !== false;
}
