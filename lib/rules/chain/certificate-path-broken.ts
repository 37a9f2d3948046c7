import { defineRule, Level, SubjectKind } from '../../policy';

export const certificatePathBroken = defineRule({
  id: 'certificate-path-broken',
  ref: 'ECA502',
  title: 'A certificate has no valid path to a trusted root',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Overview of Digital Certificates',
  rationale:
    "A certificate is trusted when it is untampered and has a valid path to a root in the client's store; with a broken path clients refuse it (0x80072F0D, 0x80072F17).",
  remediation: 'correct the chain file as the message says',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.pem !== undefined,
  check: ({ certificate }, report) => {
    for (const fault of certificate.faults) {
      report.finding({
        message: fault.section === undefined ? fault.message : `${fault.message} (${fault.section})`,
        fix: fault.fix,
        // Two certificates of a path may break for the same reason.
        discriminator: fault.certificate === undefined ? fault.code : `${fault.code}:${fault.certificate}`,
      });
    }
  },
});
