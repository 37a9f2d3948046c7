import { clientLabel } from '../clients';
import { readEstateFile } from '../delivery/estate-file';
import { evidenceOf, openExpressions, withEvidence } from '../evidence';
import { Estate, Evidence, EvidenceSource, indexOf, presenterEstate, PublishingPoint, Server } from '../model';
import { Moment, Report } from '../policy';
import { formatText } from '../report/text';
import { judgeEstate } from '../rules';
import { spellSource } from '../rules/spelled-sources';
import { handedCertificates, HandedCertificate, handedValue, required } from './apply-environment';

/** What a judgement at apply says, and whether Terraform must stop before what depends on it. */
export interface AppliedJudgement {
  readonly refused: boolean;
  readonly text: string;
}

/**
 * Judges a server or publishing point again, with the certificates that were really issued. What synth could not know is known here.
 *
 * @throws Error where the estate was changed after synth, or Terraform hands over something else than the estate declares
 */
export function applyGate(environment: NodeJS.ProcessEnv, estateFile: string, now: Date): AppliedJudgement {
  const id = required(environment, 'CLIENT_ACCESS_SERVER');
  const report = judgePresenter(environment, estateFile, now);
  const { refused } = report.summary;
  return {
    refused,
    text: refused
      ? formatText(report, { colour: false, spellSource, clientLabel })
      : `client access: the certificates of ${id} are accepted`,
  };
}

function judgePresenter(environment: NodeJS.ProcessEnv, estateFile: string, now: Date): Report {
  const id = required(environment, 'CLIENT_ACCESS_SERVER');
  const whole = readEstateFile(estateFile, required(environment, 'CLIENT_ACCESS_ESTATE'));
  const estate = presenterEstate(whole, id);
  return judgeEstate(withEvidence(estate, applyEvidence(estate, id, environment, now), now), {
    now,
    moment: Moment.ISSUED,
  });
}

/** What Terraform knows when it applies: the certificates of one presenter, and the values of expressions. */
function applyEvidence(estate: Estate, presenter: string, environment: NodeJS.ProcessEnv, now: Date): Evidence {
  const values = openExpressions(estate).flatMap((expression) => {
    const value = handedValue(environment, expression);
    return value === undefined ? [] : [{ expression, value }];
  });
  const certificates = handedCertificates(environment).map((handed) => ({
    id: certificateId(estate, presenter, handed),
    pem: handed.certificatePem,
    chainPem: handed.chainPem.trim() === '' ? [] : [handed.chainPem],
    rootPem: handed.rootPem.trim() === '' ? [] : [handed.rootPem],
  }));
  return evidenceOf(EvidenceSource.APPLY, now, { values, certificates });
}

/** Id of the certificate that a presenter presents under a name. */
function certificateId(estate: Estate, presenter: string, { name }: HandedCertificate): string {
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
    throw new Error(
      `Terraform hands over a certificate "${name}", and ${presenter} presents none of that name; synthesize again`,
    );
  return id;
}

/** A point's certificates: `main`, and `sni-1` and so on for those by name. */
function pointCertificate({ certificate, sniCertificates }: PublishingPoint, name: string): string | undefined {
  if (name === 'main') return certificate;
  const number = /^sni-([1-9]\d*)$/.exec(name)?.[1];
  return number === undefined ? undefined : sniCertificates?.[Number(number) - 1]?.certificate;
}
