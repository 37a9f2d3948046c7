import type { Certificate509 } from './certificate';
import type { PathProfile } from './profile';
import type { PathCode } from './path-code';
import type { PathReason } from './path-reason';
import { extensionRequirements } from './requirement-extensions';
import { keyRequirements } from './requirement-keys';
import { nameRequirements } from './requirement-names';
import { structureRequirements } from './requirement-structure';

/** Where a certificate stands in a path. */
export type PathRole = 'leaf' | 'ca' | 'anchor';

/**
 * Who demands it: 'essential' keeps a path sound and binds everyone; 'rfc5280' is the profile of RFC 5280 to the letter;
 * 'cabf' the CA/Browser Forum's TLS Baseline Requirements; 'public' those of them that also bind names, dates and URLs
 * of certificates issued to the public.
 */
export type RequirementLevel = 'essential' | 'rfc5280' | 'cabf' | 'public';

/** One demand on one certificate, apart from its neighbours. */
export interface Requirement {
  readonly code: PathCode;
  readonly level: RequirementLevel;
  readonly roles: readonly PathRole[];
  /** Document and section. */
  readonly section: string;
  /** What to do about a breach. */
  readonly fix: string;
  /** What is wrong, in words; undefined when the certificate complies. */
  breach(certificate: Certificate509, role: PathRole, profile: PathProfile): string | undefined;
}

/** Every requirement, in the order in which breaches are reported. */
export const requirements: readonly Requirement[] = [
  ...structureRequirements,
  ...extensionRequirements,
  ...nameRequirements,
  ...keyRequirements,
];

/** All breaches of the profile's requirements by one certificate in one role. */
export function breaches(certificate: Certificate509, role: PathRole, profile: PathProfile): PathReason[] {
  const found: PathReason[] = [];
  for (const requirement of profile.requirements[role]) {
    const message = requirement.breach(certificate, role, profile);
    if (message !== undefined) {
      found.push({
        code: requirement.code,
        section: requirement.section,
        message,
        fix: requirement.fix,
        certificate: certificate.displayName,
        sha256: certificate.sha256,
      });
    }
  }
  return found;
}
