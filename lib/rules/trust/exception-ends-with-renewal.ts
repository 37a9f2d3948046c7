import { KeyCustody, renewalDueAt, RootState } from '../../model';
import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { reportRefusals } from '../refusals';
import { dayOf, titleOf } from '../words';

export const exceptionEndsWithRenewal = defineRule({
  id: 'exception-ends-with-renewal',
  ref: 'ECA116',
  title: 'Clients go on an exception that a renewal can end',
  level: Level.NOTE,
  source: 'page:k-9',
  section: 'certificates are reviewed and accepted for good',
  rationale:
    'Some mail programs let a person accept one certificate and keep it. They hold no root: when the server presents another key, each of them asks again, and whoever is not there to answer gets no mail.',
  remediation:
    'distribute the root of an internal CA to these clients, or buy a certificate; until then announce each renewal, with the new fingerprint, to the people who will be asked',
  subject: SubjectKind.POPULATION,
  applies: ({ population }) => population.roots.some(({ state }) => state === RootState.EXCEPTION_KEPT),
  check: (view, report, estate) => {
    for (const { certificate: id, state } of view.population.roots) {
      if (state !== RootState.EXCEPTION_KEPT) continue;
      const certificate = estate.certificate(id ?? '');
      if (!certificate) continue;
      // What a server presents, or a publishing point in front of it.
      const bindings = view.groups.flatMap((group) =>
        group.bindings.filter((binding) => group.met(binding).includes(certificate)).map(({ id: binding }) => binding),
      );
      if (bindings.length === 0) continue;
      report.finding({
        message: `${view.population.name} keeps an exception for ${titleOf(certificate)}${whenOf(certificate)}; ${whatOf(certificate)}`,
        discriminator: certificate.id,
        bindings,
      });
    }
    reportRefusals(view, report, [], ['exception-unknown']);
  },
});

function whenOf({ certificate }: CertificateView): string {
  const due = renewalDueAt(certificate);
  return due === undefined ? '' : `, which is to be renewed on ${dayOf(new Date(due).toISOString())}`;
}

function whatOf({ certificate: { custody } }: CertificateView): string {
  return custody === KeyCustody.TERRAFORM
    ? 'a renewal by Terraform keeps the key, and programs that remember the certificate itself ask again all the same'
    : 'with a new key they are asked again';
}
