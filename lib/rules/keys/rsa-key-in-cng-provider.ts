import { isKeyStorageProvider, LEGACY_RSA_PROVIDER, needsLegacyProvider } from '../../exchange';
import { CertificateRole, ClientProtocol, KeyType } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

const FORMS = [ClientProtocol.OWA, ClientProtocol.ECP];

export const rsaKeyInCngProvider = defineRule({
  id: 'rsa-key-in-cng-provider',
  ref: 'ECA407',
  title: 'The RSA key of the web site lies in a CNG key storage provider',
  level: Level.ERROR,
  source: 'KB3032024',
  section: 'Sign-in to Outlook on the web or the admin center fails in a loop',
  rationale:
    'With an RSA key in a key storage provider the forms sign-in of Outlook on the web and of the admin center comes back to its first page for ever, without an error.',
  remediation: `make the request with ${LEGACY_RSA_PROVIDER.name}, or import the PFX with certutil -csp "${LEGACY_RSA_PROVIDER.name}" -importPFX`,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings }) =>
    certificate.keyProvider !== undefined &&
    certificate.facts.keyType === KeyType.RSA &&
    bindings.some(({ binding }) => FORMS.includes(binding.protocol)),
  check: (view, report) => {
    const provider = view.certificate.keyProvider as string;
    if (!isKeyStorageProvider(provider)) return;
    const loops: string[] = [];
    let untold: string | undefined;
    for (const { server, id } of view.bindings.filter(({ binding }) => FORMS.includes(binding.protocol))) {
      const needs = needsLegacyProvider(server.server.release, CertificateRole.IIS);
      if (needs.value === true) loops.push(id);
      else if (needs.value === undefined) untold ??= needs.note;
    }
    if (loops.length > 0)
      report.finding({
        message: `the key of ${titleOf(view)} lies in "${provider}": sign-in with forms loops`,
        bindings: loops,
      });
    else if (untold !== undefined) report.unknown(`${titleOf(view)} in "${provider}": ${untold}`);
  },
});
