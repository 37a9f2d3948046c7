import { readEstateFile } from '../delivery/estate-file';
import { heldBack } from '../delivery/apply-settings';
import { evidenceOf, openExpressions, withEvidence } from '../evidence';
import { Estate, Evidence, EvidenceSource, indexOf, presenterEstate, PublishingPoint, Server } from '../model';
import { Moment, Report } from '../policy';
import { formatText } from '../report/text';
import { judgeEstate } from '../rules';
import { handedPresenters, HandedPresenter, handedValue, required } from './apply-environment';

/** What a judgement at apply says, and whether Terraform must stop before what depends on it. */
export interface AppliedJudgement {
  readonly refused: boolean;
  readonly text: string;
}

/**
 * Judges servers and publishing points again, with the certificates that were really issued. What synth could not know is known here.
 * Each is judged for itself; if one is refused, nothing of the others is delivered either, and the text says so.
 *
 * @throws Error where the estate was changed after synth, or Terraform passes something else than the estate declares
 */
export function applyGate(environment: NodeJS.ProcessEnv, estateFile: string, now: Date): AppliedJudgement {
  const presenters = handedPresenters(environment);
  const estate = readEstateFile(estateFile, required(environment, 'CLIENT_ACCESS_ESTATE'));
  const ids = presenters.map(({ id }) => id);
  const refusals = presenters.flatMap((presenter) => {
    const report = judgePresenter(presenter, estate, environment, now);
    return report.summary.refused ? [{ id: presenter.id, report }] : [];
  });
  if (refusals.length === 0)
    return { refused: false, text: `client access: the certificates of ${ids.join(', ')} are accepted` };
  const reports = refusals.map(({ report }) => formatText(report, { colour: false }));
  const refused = refusals.map(({ id }) => id);
  const held = heldBack(ids.filter((id) => !refused.includes(id)));
  const last = held.map((text) => `client access: refused: ${refused.join(', ')}. ${text}`);
  return { refused: true, text: [...reports, ...last].join('\n') };
}

function judgePresenter(presenter: HandedPresenter, whole: Estate, environment: NodeJS.ProcessEnv, now: Date): Report {
  const estate = presenterEstate(whole, presenter.id);
  const evidence = applyEvidence(estate, presenter, environment, now);
  return judgeEstate(withEvidence(estate, evidence, now), { now, moment: Moment.ISSUED });
}

/** What Terraform knows when it applies: the certificates of one presenter, and the values of expressions. */
function applyEvidence(
  estate: Estate,
  { id, certificates: handed }: HandedPresenter,
  environment: NodeJS.ProcessEnv,
  now: Date,
): Evidence {
  const values = openExpressions(estate).flatMap((expression) => {
    const value = handedValue(environment, expression);
    return value === undefined ? [] : [{ expression, value }];
  });
  const certificates = handed.map((one) => ({
    id: certificateId(estate, id, one.name),
    pem: one.certificatePem,
    chainPem: one.chainPem.trim() === '' ? [] : [one.chainPem],
    rootPem: one.rootPem.trim() === '' ? [] : [one.rootPem],
  }));
  return evidenceOf(EvidenceSource.APPLY, now, { values, certificates });
}

/**
 * Id of the certificate that a presenter presents under a name.
 *
 * @throws Error where there is no such presenter, or none of that name
 */
export function certificateId(estate: Estate, presenter: string, name: string): string {
  const server = indexOf(estate, 'servers').get(presenter) as Server | undefined;
  const point = indexOf(estate, 'publishingPoints').get(presenter) as PublishingPoint | undefined;
  if (!server && !point)
    throw new Error(
      `the estate beside this script holds neither server nor publishing point ${presenter}; synthesize again`,
    );
  const id = server
    ? server.roles.find(({ role }) => role === (name === 'main' ? 'iis' : name))?.certificate
    : pointCertificate(point as PublishingPoint, name);
  if (id === undefined)
    throw new Error(`there is a certificate "${name}", and ${presenter} presents none of that name; synthesize again`);
  return id;
}

/** A point's certificates: `main`, and `sni-1` and so on for those by name. */
function pointCertificate({ certificate, sniCertificates }: PublishingPoint, name: string): string | undefined {
  if (name === 'main') return certificate;
  const number = /^sni-([1-9]\d*)$/.exec(name)?.[1];
  return number === undefined ? undefined : sniCertificates?.[Number(number) - 1]?.certificate;
}
