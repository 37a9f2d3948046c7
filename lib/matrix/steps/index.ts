/*
 * The steps of the matrix. A step looks at one side of a connection and gives the reason that speaks against it, or undefined. It is a
 * pure function of what it is given, and may look at nothing else: no id, no clock, no estate.
 *
 *   steps of the route       (connection)        whether there is a service, and a way to it
 *   steps of a leg           (connection, leg)   each TLS connection of the way, with the certificate that whoever opens it meets
 *   steps of the connection  (connection)        what binds the legs: client certificates, channel binding
 *
 * `leg.by` is whoever opens the leg: the client on the first, a bridge or an inspector on those after it. The same steps run on every
 * leg whose opener verifies; what a bridge or an inspector says is given codes of its own in judge-connection.ts. Facts of programs are asked
 * by `factOf(leg.by, ClientFact.X)`, where what a population states comes first. To let a new fact count, add it to the value
 * (connection/connection.ts): whatever is in the value is in the class of like connections.
 */
import type { OpenedLeg } from '../connection/connection';
import { autodiscoverStep } from './autodiscover';
import { channelBindingStep } from './channel-binding';
import { clientCertificateStep } from './client-certificate';
import { hashStep, integrityStep, pssStep } from './signature';
import { keyStep } from './key';
import { namesStep, principalNameStep } from './names';
import { platformLimitsStep, usageStep } from './platform-limits';
import { presenceStep, routeStep, serviceStep } from './service';
import { selfSignedStep, trustStep } from './trust';
import type { ConnectionStep, LegStep } from '../reasons';
import { endStep, staplingStep, validityStep } from './validity';
import { tlsStep } from './tls';

export const stepsOfRoute: readonly ConnectionStep[] = [serviceStep, routeStep, autodiscoverStep];

/** In the order in which a person would look; of equally grave reasons the first is the main one. */
const EVERY_STEP: readonly LegStep[] = [
  tlsStep,
  presenceStep,
  selfSignedStep,
  integrityStep,
  validityStep,
  staplingStep,
  trustStep,
  namesStep,
  principalNameStep,
  usageStep,
  keyStep,
  hashStep,
  pssStep,
  platformLimitsStep,
  endStep,
];

/** What is left to look at where the client takes a self-signed certificate that it was given at its word. */
const NAMES_ALONE: readonly LegStep[] = [
  tlsStep,
  presenceStep,
  selfSignedStep,
  trustStep,
  namesStep,
  principalNameStep,
];

/** What a bridge or an inspector looks at: nothing is known of its limits. */
const OF_HOPS: readonly LegStep[] = [tlsStep, presenceStep, integrityStep, validityStep, trustStep, namesStep, endStep];

/** What a bridge or an inspector looks at that accepts any issuer. */
const OF_HOPS_OF_ANY_ISSUER: readonly LegStep[] = [tlsStep, presenceStep, validityStep, namesStep, endStep];

/** What stops also those that verify nothing. */
const OF_CARELESS_HOPS: readonly LegStep[] = [tlsStep];

/** What a client looks at where a web site answers that is no server of Exchange: nothing is known of its TLS. */
const OF_SITES: readonly LegStep[] = [presenceStep, integrityStep, validityStep, trustStep, namesStep, usageStep];

/** The steps that count on a leg. */
export function stepsOfLeg({ by, certificate, to }: OpenedLeg): readonly LegStep[] {
  if (by.kind !== 'client') {
    if (!by.verifies) return OF_CARELESS_HOPS;
    return by.acceptsAnyIssuer ? OF_HOPS_OF_ANY_ISSUER : OF_HOPS;
  }
  if (to === 'site') return OF_SITES;
  const trust = by.platform?.checks?.selfSigned.trust;
  return certificate?.facts.selfSigned === true && trust === 'names-only' ? NAMES_ALONE : EVERY_STEP;
}

export const stepsOfConnection: readonly ConnectionStep[] = [clientCertificateStep, channelBindingStep];
