import { protocolFacts } from '../../exchange';
import { Encryption } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const certificateMissing = defineRule({
  id: 'certificate-missing',
  ref: 'ECA716',
  title: 'A binding encrypts and has no certificate',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Understanding SSL for Client Access Servers',
  rationale: 'SSL requires a digital certificate: without one no client gets past the first message.',
  remediation: 'give the role of the binding a certificate',
  acknowledgeable: false,
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => binding.listeners.some(({ encryption }) => encryption !== Encryption.NONE),
  check: ({ binding, server, certificate }, report) => {
    // A certificate that is named and not declared is reported by a rule of its own.
    if (certificate || binding.certificate !== undefined) return;
    report.finding({
      message: `${protocolFacts(binding.protocol).label} on ${server.server.name} encrypts, and the role ${binding.role} has no certificate`,
    });
  },
});
