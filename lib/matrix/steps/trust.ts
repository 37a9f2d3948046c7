import { ClientQuestion, RootReach } from '../../clients';
import { toleratesDefaultCertificate } from '../../exchange';
import {
  CertificateRole,
  CertificateState,
  ClientFact,
  ClientManagement,
  ClientPlace,
  RootState,
  TrustAnchorKind,
} from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { best } from '../combine';
import type { AnchorFacts, Connection, OpenedLeg, PresentedCertificate } from '../connection/connection';
import { factOf } from '../connection/party';
import { adverse, fails, type LegStep, refusalKind, unknown } from '../reasons';

/** Whether the client holds, or can get, the root at the top of the certificate's path. */
export const trustStep: LegStep = (connection, leg) => {
  const { certificate } = leg;
  if (!certificate || isTolerated(connection, leg)) return undefined;
  const exception = exceptionFor(leg);
  if (exception === Exception.KEPT) return undefined;
  const against = judgeTrust(connection, leg, certificate);
  if (!against || exception !== Exception.UNKNOWN) return against;
  return unknown({
    code: 'exception-unknown',
    message: `these clients keep an exception for a certificate of this server, and whether its key is that of the one that is presented is not known; without the exception: ${against.message}`,
    source: factOf(leg.by, ClientFact.KEEPS_EXCEPTION).source,
    fix: 'give the certificate that the server presents, or have people accept it again',
  });
};

function judgeTrust(connection: Connection, leg: OpenedLeg, certificate: PresentedCertificate): Outcome | undefined {
  const { by } = leg;
  if (certificate.anchors.length === 0) {
    return unknown({
      code: 'anchor-unknown',
      message: "the root at the top of the certificate's path is not known",
      source: 'SEED, Overview of Digital Certificates',
      fix: 'give the chain up to its root, or the CA that issues it',
    });
  }
  // Several roots (cross-signed CAs): the best one decides, since a client needs only one path.
  const [outcome] = best(
    certificate.anchors.map((anchor) => {
      const against = judgeAnchor(connection, leg, anchor, by.reach(anchor));
      return against ? [against] : [];
    }),
  );
  return outcome;
}

/** What is left of an exception that a person made for a certificate. */
enum Exception {
  KEPT,
  /** Another key is presented: the person is asked like everybody. */
  ENDED,
  /** Which key is presented is not known. */
  UNKNOWN,
}

/** Whether a person accepted this very certificate. */
export function isException(leg: OpenedLeg): boolean {
  return exceptionFor(leg) === Exception.KEPT;
}

/** The exception for a certificate. A program that is known to keep none asks again, whatever is declared. */
function exceptionFor({ by, certificate }: OpenedLeg): Exception | undefined {
  if (certificate?.acceptedAs === undefined) return undefined;
  const kept = by.exceptions.find((one) => one.certificate === certificate.acceptedAs);
  if (!kept || factOf(by, ClientFact.KEEPS_EXCEPTION).value === false) return undefined;
  if (kept.keyId === undefined) return Exception.KEPT;
  if (certificate.acceptedKey === undefined) return Exception.UNKNOWN;
  return certificate.acceptedKey === kept.keyId ? Exception.KEPT : Exception.ENDED;
}

/** Domain-joined Outlook inside overlooks the certificate that setup installed, for the services that it finds through Active Directory (facts 2.4). */
export function isTolerated({ route }: Connection, { by, certificate }: OpenedLeg): boolean {
  const { application, management, place, platform } = by;
  if (
    certificate?.exchangeDefault !== true ||
    place !== ClientPlace.INSIDE ||
    management !== ClientManagement.DOMAIN_JOINED
  )
    return false;
  if (platform?.family !== 'windows') return false;
  // Where nobody names the program it is an Outlook that knows the point: what is older speaks none of these protocols.
  if (application && factOf(by, ClientFact.READS_SCP).value !== true) return false;
  const { binding, server } = route.service;
  return toleratesDefaultCertificate(server.release, binding.protocol).value === true;
}

function judgeAnchor(
  connection: Connection,
  leg: OpenedLeg,
  anchor: AnchorFacts,
  reach: RootReach,
): Outcome | undefined {
  const { protocol } = connection;
  const { application, label, platform } = leg.by;
  if (reach.state === RootState.BLOCKED) {
    return fails({
      code: 'root-blocked',
      message: `${nameOf(anchor)} can't get into the root store: ${reach.reason}`,
      source: reach.source,
      fix: 'buy a certificate whose root these clients ship with, or choose clients whose store is open',
    });
  }
  if (reach.state === undefined)
    return unknown({
      code: 'root-state-unknown',
      message: reach.reason,
      source: reach.source,
      fix: `state the root state of ${nameOf(anchor)} in this population`,
    });
  if (reach.heldUntil !== undefined && leg.by.day > reach.heldUntil.slice(0, 10)) {
    return fails({
      code: 'root-expired',
      message: `the certificate of ${nameOf(anchor)} that these clients hold expired on ${reach.heldUntil}`,
      source: 'RFC5280, 6.1.3 (a) (2)',
      fix: `install the renewed certificate of ${nameOf(anchor)} on these clients`,
    });
  }
  const checks = platform?.checks;
  if (checks?.selfSigned.trust === 'never' && anchor.kind === TrustAnchorKind.SELF_SIGNED) {
    return adverse(refusalKind(connection, leg, ClientQuestion.ISSUER), {
      code: 'self-signed-never-trusted',
      message: `${label} trusts no self-signed server certificate, whatever its store holds; the person may make an exception`,
      source: checks.source,
      fix: 'present a certificate from an internal CA that these clients trust, or a purchased one',
    });
  }
  if (reach.state === RootState.OUT_OF_REACH) return outOfReach(anchor, reach);
  const broughtIn = reach.state !== RootState.PREINSTALLED;
  if (broughtIn && application && application.usesUserRoots.value !== true) {
    const fix = 'use an application that opts in to user and administrator roots, or buy a certificate';
    return application.usesUserRoots.value === false
      ? fails({
          code: 'application-ignores-roots',
          message: `${application.label} ignores roots that users or administrators add`,
          source: application.usesUserRoots.source,
          fix,
        })
      : unknown({
          code: 'application-roots-unknown',
          message:
            application.usesUserRoots.note ??
            `no source says whether ${application.label} trusts roots that users or administrators add`,
          source: application.usesUserRoots.source,
          fix,
        });
  }
  const byHand = reach.state === RootState.INSTALLED || reach.state === RootState.INSTALLABLE;
  if (byHand && anchor.endEntity === true && platform?.handInstalledRootNeedsCa.value === true) {
    return fails({
      code: 'root-not-ca',
      message: `${label} lets a person trust only certificates that are a CA, and ${nameOf(anchor)} is none`,
      source: platform.handInstalledRootNeedsCa.source,
      fix: 'use a root with basic constraints CA:TRUE, or buy a certificate',
    });
  }
  const distrusted = distrustedByDate(connection, leg, anchor, reach);
  if (distrusted) return distrusted;
  if (reach.state === RootState.INSTALLABLE) {
    const kind = refusalKind(connection, leg, ClientQuestion.ISSUER);
    const what = anchor.kind === TrustAnchorKind.SELF_SIGNED ? 'the certificate itself' : `the root ${nameOf(anchor)}`;
    const how = platform ? ` (${platform.installByUser})` : '';
    const said =
      kind === OutcomeKind.PROMPTS
        ? 'the person is asked to trust it'
        : `nobody is asked, and ${protocol.label} does not connect until it is trusted`;
    return adverse(kind, {
      code: reach.notShipped === undefined ? 'root-not-installed' : 'root-not-in-release',
      message: `${label} does not hold ${nameOf(anchor)}${reach.notShipped === undefined ? ' yet' : ` (${reach.notShipped})`}; ${said}`,
      source: reach.source,
      fix: `install ${what} in the trusted root store of each of these clients${how}`,
    });
  }
  return undefined;
}

/** Stores that go on holding a root may refuse what is issued below it from a day on. */
function distrustedByDate(
  connection: Connection,
  leg: OpenedLeg,
  anchor: AnchorFacts,
  { condition }: RootReach,
): Outcome | undefined {
  const { by, certificate } = leg;
  if (!condition || !certificate) return undefined;
  const { lastDay, source } = condition;
  const fix = 'buy from another CA, or show a chain to another root that these clients hold';
  // What is yet to be issued is issued on the day of the judgement at the earliest.
  const isToCome = certificate.state === CertificateState.DECLARED || certificate.state === CertificateState.ORDERED;
  const issued = certificate.issuedInEraOf ?? (isToCome ? by.day : undefined);
  if (issued !== undefined && issued <= lastDay) return undefined;
  const rule = `${by.label} takes what ${nameOf(anchor)} certifies only where it was issued by ${lastDay}`;
  if (issued === undefined || !condition.certain) {
    const message = issued === undefined ? `${rule}, and when this one was is not known` : `some releases of ${rule}`;
    return unknown({ code: 'root-state-unknown', message, source, fix });
  }
  return adverse(refusalKind(connection, leg, ClientQuestion.ISSUER), {
    code: 'root-distrusted-by-date',
    message: `${rule}`,
    source,
    fix,
  });
}

function outOfReach(anchor: AnchorFacts, reach: RootReach): Outcome | undefined {
  if (anchor.kind === TrustAnchorKind.SELF_SIGNED || anchor.madeHere) {
    return fails({
      code: 'root-out-of-reach',
      message: `${nameOf(anchor)} is new, and nothing reaches these clients any more: ${reach.reason}`,
      source: reach.source,
      fix: 'let the clients meet the management again before the roll-out, or buy a certificate',
    });
  }
  // Enrolled once, by the user's own word: what was pushed then is still there (facts 6, consequence c).
  if (reach.declared) return undefined;
  return unknown({
    code: 'root-enrolment-unknown',
    message: `whether these clients ever got ${nameOf(anchor)} is not stated: ${reach.reason}`,
    source: reach.source,
    fix: `state the root state of ${nameOf(anchor)} in this population`,
  });
}

/** Self-signed anchors of like servers share one outcome, so its words name none of them. */
function nameOf(anchor: AnchorFacts): string {
  return anchor.kind === TrustAnchorKind.SELF_SIGNED ? 'the self-signed certificate' : anchor.name;
}

/** Protocols that never work with a self-signed certificate, whoever trusts it: Outlook Anywhere, MAPI over HTTP. */
export const selfSignedStep: LegStep = ({ protocol, route }, { certificate }) => {
  if (certificate?.facts.selfSigned !== true) return undefined;
  const { binding, server } = route.service;
  // The back end of 2013 and later is meant to be self-signed: the front end trusts it without configuration (SSL13).
  if (binding.role === CertificateRole.BACK_END) return undefined;
  const works = protocol.worksWithSelfSigned(server.release);
  if (works.value === true) return undefined;
  if (works.value === undefined)
    return unknown({
      code: 'self-signed-unknown',
      message: works.note ?? `whether ${protocol.label} works with a self-signed certificate is not known`,
      source: works.source,
    });
  return fails({
    code: 'self-signed-refused',
    message: `${protocol.label} does not work with a self-signed certificate, also where the client was given it by hand`,
    source: works.source,
    fix: 'present a certificate from an internal CA that these clients trust, or a purchased one',
  });
};
