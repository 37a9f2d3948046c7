import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

/** Share of the lifetime after which a renewal that fails leaves too little time; a rounding error is none. */
const LATEST_SHARE = 2 / 3 + 1e-6;

export const renewalTooLate = defineRule({
  id: 'renewal-too-late',
  ref: 'ECA307',
  title: 'A renewal leaves too little of the lifetime for what goes wrong',
  level: Level.WARNING,
  source: 'DERIVED',
  section: 'renewal runway: at two thirds of the lifetime',
  rationale:
    'Days are no measure when certificates live 47 of them. A renewal at two thirds of the lifetime leaves a third to notice and fix a failure; a later one turns each failure into an outage.',
  remediation: 'renew at two thirds of the lifetime or earlier (renewAtShare)',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.renewal?.atShare !== undefined,
  check: (view, report) => {
    const share = view.certificate.renewal?.atShare as number;
    if (share <= LATEST_SHARE) return;
    report.finding({
      message: `${titleOf(view)} is renewed when ${Math.round(share * 100)} % of its lifetime are over`,
    });
  },
});
