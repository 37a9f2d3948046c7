import { protocolFacts } from '../../exchange';
import { Encryption } from '../../model';
import { defineRule, isHandedOnInClear, Level, SubjectKind } from '../../policy';

export const encryptionNotRequired = defineRule({
  id: 'encryption-not-required',
  ref: 'ECA704',
  title: 'A server lets clients in without encryption although the product would not',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Understanding SSL for Client Access Servers',
  rationale:
    'By default client communications are encrypted. Where the requirement is switched off, a client that is set wrongly sends its password in clear, and nobody notices.',
  remediation:
    'require SSL again (requireSsl: true, or leave it out), and end TLS elsewhere only behind a publishing point that offloads',
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => binding.listeners.some(({ encryption }) => encryption !== Encryption.NONE),
  check: (view, report) => {
    const { binding, server } = view;
    // What a point hands on in clear, a server that requires SSL refuses.
    if (binding.encryptionRequired !== false || isHandedOnInClear(view)) return;
    const facts = protocolFacts(binding.protocol);
    const byDefault = facts.encryptionRequiredByDefault(server.server.release);
    if (byDefault.value === true)
      report.finding({
        message: `${facts.label} on ${server.server.name} does not require SSL, which the product does by default`,
      });
    else if (byDefault.value === undefined)
      report.unknown(
        `${facts.label} on ${server.server.name} does not require SSL; whether the product does is not known: ${byDefault.note ?? 'no source'}`,
      );
  },
});
