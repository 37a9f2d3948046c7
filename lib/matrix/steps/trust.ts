import { ClientQuestion, RootReach } from '../../clients';
import { toleratesDefaultCertificate } from '../../exchange';
import { ClientFact, ClientManagement, ClientPlace, RootState, TrustAnchor, TrustAnchorKind } from '../../model';
import { graver, Outcome, OutcomeKind } from '../../policy';
import { adverse, refusalKind, Situation, Step } from '../situation';

/** Whether the client holds, or can get, the root at the top of the certificate's path. */
export const trustStep: Step = (situation) => {
  const { certificate } = situation;
  if (!certificate || isTolerated(situation)) return undefined;
  if (certificate.anchors.length === 0) {
    return adverse(
      OutcomeKind.UNKNOWN,
      'anchor-unknown',
      "the root at the top of the certificate's path is not known",
      'SEED, Overview of Digital Certificates',
      'give the chain up to its root, or the CA that issues it',
    );
  }
  // Several roots (cross-signed CAs): the best one decides, since a client needs only one path.
  let best: Outcome | undefined;
  for (const anchor of certificate.anchors) {
    const outcome = judgeAnchor(situation, anchor, situation.reach(anchor));
    if (!outcome) return undefined;
    best = best && graver(best, outcome) === best ? outcome : (best ?? outcome);
  }
  return best;
};

/** Domain-joined Outlook inside overlooks the certificate that setup installed, for the services that it finds through Active Directory (facts 2.4). */
export function isTolerated({ application, binding, certificate, facts, population, platform }: Situation): boolean {
  if (
    !certificate?.certificate.exchangeDefault ||
    population.place !== ClientPlace.INSIDE ||
    population.management !== ClientManagement.DOMAIN_JOINED
  )
    return false;
  if (platform?.family !== 'windows') return false;
  // Where nobody names the program it is an Outlook that knows the point: what is older speaks none of these protocols.
  if (application && facts[ClientFact.READS_SCP].value !== true) return false;
  return toleratesDefaultCertificate(binding.server.server.release, binding.binding.protocol).value === true;
}

function judgeAnchor(situation: Situation, anchor: TrustAnchor, reach: RootReach): Outcome | undefined {
  const { application, platform, protocol } = situation;
  const label = platform?.label ?? 'these clients';
  if (reach.state === RootState.BLOCKED) {
    return adverse(
      OutcomeKind.FAILS,
      'root-blocked',
      `${nameOf(anchor)} can't get into the root store: ${reach.reason}`,
      reach.source,
      'buy a certificate whose root these clients ship with, or choose clients whose store is open',
    );
  }
  if (reach.state === undefined)
    return adverse(
      OutcomeKind.UNKNOWN,
      'root-state-unknown',
      reach.reason,
      reach.source,
      `state the root state of ${nameOf(anchor)} in this population`,
    );
  const checks = platform?.checks;
  if (checks?.selfSigned.trust === 'never' && anchor.kind === TrustAnchorKind.SELF_SIGNED) {
    return adverse(
      refusalKind(situation, ClientQuestion.ISSUER),
      'self-signed-never-trusted',
      `${label} trusts no self-signed server certificate, whatever its store holds; the person may make an exception`,
      checks.source,
      'present a certificate from an internal CA that these clients trust, or a purchased one',
    );
  }
  if (reach.state === RootState.OUT_OF_REACH) return outOfReach(anchor, reach);
  const broughtIn = reach.state !== RootState.PREINSTALLED;
  if (broughtIn && application && application.usesUserRoots.value !== true) {
    const remedy = 'use an application that opts in to user and administrator roots, or buy a certificate';
    return application.usesUserRoots.value === false
      ? adverse(
          OutcomeKind.FAILS,
          'application-ignores-roots',
          `${application.label} ignores roots that users or administrators add`,
          application.usesUserRoots.source,
          remedy,
        )
      : adverse(
          OutcomeKind.UNKNOWN,
          'application-roots-unknown',
          application.usesUserRoots.note ??
            `no source tells whether ${application.label} heeds roots that users or administrators add`,
          application.usesUserRoots.source,
          remedy,
        );
  }
  const byHand = reach.state === RootState.INSTALLED || reach.state === RootState.INSTALLABLE;
  if (byHand && anchor.endEntity === true && platform?.handInstalledRootNeedsCa.value === true) {
    return adverse(
      OutcomeKind.FAILS,
      'root-not-ca',
      `${label} lets a person trust only certificates that are a CA, and ${nameOf(anchor)} is none`,
      platform.handInstalledRootNeedsCa.source,
      'use a root with basic constraints CA:TRUE, or buy a certificate',
    );
  }
  if (reach.state === RootState.INSTALLABLE) {
    const kind = refusalKind(situation, ClientQuestion.ISSUER);
    const what = anchor.kind === TrustAnchorKind.SELF_SIGNED ? 'the certificate itself' : `the root ${nameOf(anchor)}`;
    const how = platform ? ` (${platform.installByUser})` : '';
    const said =
      kind === OutcomeKind.PROMPTS
        ? 'the person is asked to trust it'
        : `nobody is asked, and ${protocol.label} does not connect until it is trusted`;
    return adverse(
      kind,
      'root-not-installed',
      `${label} does not hold ${nameOf(anchor)} yet; ${said}`,
      reach.source,
      `install ${what} in the trusted root store of each of these clients${how}`,
    );
  }
  return undefined;
}

function outOfReach(anchor: TrustAnchor, reach: RootReach): Outcome | undefined {
  if (anchor.kind === TrustAnchorKind.SELF_SIGNED || anchor.madeHere) {
    return adverse(
      OutcomeKind.FAILS,
      'root-out-of-reach',
      `${nameOf(anchor)} is new, and nothing reaches these clients any more: ${reach.reason}`,
      reach.source,
      'let the clients meet the management once more before the roll-out, or buy a certificate',
    );
  }
  // Enrolled once, by the user's own word: what was pushed then is still there (facts 6, consequence c).
  if (reach.declared) return undefined;
  return adverse(
    OutcomeKind.UNKNOWN,
    'root-enrolment-unknown',
    `whether these clients ever got ${nameOf(anchor)} is not stated: ${reach.reason}`,
    reach.source,
    `state the root state of ${nameOf(anchor)} in this population`,
  );
}

/** Self-signed anchors of like servers share one outcome, so its words name none of them. */
function nameOf(anchor: TrustAnchor): string {
  return anchor.kind === TrustAnchorKind.SELF_SIGNED ? 'the self-signed certificate' : anchor.name;
}
