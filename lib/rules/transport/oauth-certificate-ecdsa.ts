import { KeyType } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const oauthCertificateEcdsa = defineRule({
  id: 'oauth-certificate-ecdsa',
  ref: 'ECA804',
  title: 'The server authentication (OAuth) certificate has an ECDSA key',
  level: Level.ERROR,
  source: 'page:jaapwesselius.com; page:frankysweb.de',
  section: 'ECC certificates in Exchange Server: exceptions',
  rationale:
    'No update of Exchange takes an ECDSA key for server authentication: servers can no longer prove themselves to each other.',
  remediation: 'make the certificate with an RSA key of 2048 bits',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.serverAuthentications.length > 0,
  check: (estate, report) => {
    for (const auth of estate.estate.serverAuthentications) {
      for (const id of [auth.certificate, ...(auth.nextCertificate === undefined ? [] : [auth.nextCertificate])]) {
        const keyType = estate.certificate(id)?.certificate.facts.keyType;
        if (keyType === undefined)
          report.unknown(`the kind of key of the server authentication certificate ${id} is not stated`);
        else if (keyType !== KeyType.RSA) {
          report.finding({
            message: `the server authentication certificate ${id} has a key of type ${keyType}; only RSA works`,
            discriminator: id,
            path: auth.id,
            location: auth.location,
          });
        }
      }
    }
  },
});
