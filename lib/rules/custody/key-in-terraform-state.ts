import { KeyCustody } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted, listed } from '../words';

export const keyInTerraformState = defineRule({
  id: 'key-in-terraform-state',
  ref: 'ECA601',
  title: 'Private keys lie in the Terraform state',
  level: Level.NOTE,
  source: 'TLSPROVIDER',
  section: 'tls_private_key: the key is stored unencrypted in the state',
  rationale: 'What Terraform makes it also keeps: whoever reads the state, or a plan, holds the keys of the servers.',
  remediation:
    'keep the state in an encrypted backend that few can read, or make the request on the server (csrFile) so that the key never leaves it',
  subject: SubjectKind.ESTATE,
  applies: ({ certificates }) => certificates.length > 0,
  check: ({ certificates }, report) => {
    const held: string[] = [];
    for (const { certificate } of certificates)
      if (certificate.custody === KeyCustody.TERRAFORM) held.push(certificate.facts.commonName ?? certificate.id);
    if (held.length === 0) return;
    report.finding({
      message: `the state holds the private key${held.length === 1 ? '' : 's'} of ${counted(held.length, 'certificate')}: ${listed(held)}`,
    });
  },
});
