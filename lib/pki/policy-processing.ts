import type { Certificate509 } from './certificate';
import { OID } from './oid';

/**
 * Certificate policy processing of RFC 5280 6.1 with the user's set {anyPolicy}: only whether some policy stays valid
 * along the path matters, so a set takes the place of the tree.
 * @param path anchor first, leaf last, without the anchor itself (RFC 5280 counts from the first certificate below it)
 * @param anchor its own constraints bind as well, as browsers read them
 * @returns the certificate at which no policy was left although one is required
 */
export function policyFault(anchor: Certificate509, path: readonly Certificate509[]): Certificate509 | undefined {
  const n = path.length;
  let explicit = n + 1;
  let mapping = n + 1;
  let inhibitAny = n + 1;
  const tighten = (c: Certificate509): void => {
    explicit = Math.min(explicit, c.policyConstraints?.requireExplicitPolicy ?? explicit);
    mapping = Math.min(mapping, c.policyConstraints?.inhibitPolicyMapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, c.inhibitAnyPolicy ?? inhibitAny);
  };
  tighten(anchor);
  let valid: Set<string> | undefined = new Set([OID.anyPolicy]);
  for (const [i, certificate] of path.entries()) {
    const isLast = i === n - 1;
    if (certificate.policies === undefined || valid === undefined) {
      valid = undefined;
    } else {
      const before: Set<string> = valid;
      const next = new Set<string>();
      for (const policy of certificate.policies) {
        if (policy !== OID.anyPolicy && (before.has(policy) || before.has(OID.anyPolicy))) next.add(policy);
      }
      if (certificate.policies.includes(OID.anyPolicy) && (inhibitAny > 0 || (!isLast && certificate.isSelfIssued))) {
        for (const policy of before) next.add(policy);
      }
      valid = next.size === 0 ? undefined : next;
    }
    if (explicit === 0 && valid === undefined) return certificate;
    if (isLast) {
      if (certificate.policyConstraints?.requireExplicitPolicy === 0 && valid === undefined) return certificate;
      if (explicit === 1 && valid === undefined) return certificate;
      continue;
    }
    if (valid !== undefined && certificate.policyMappings !== undefined)
      valid = mapPolicies(valid, certificate.policyMappings, mapping > 0);
    if (!certificate.isSelfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    tighten(certificate);
  }
  return undefined;
}

/** RFC 5280 6.1.4 (b). */
function mapPolicies(
  valid: Set<string>,
  mappings: readonly { issuer: string; subject: string }[],
  allowed: boolean,
): Set<string> | undefined {
  const result = new Set(valid);
  for (const { issuer } of mappings) result.delete(issuer);
  if (allowed) {
    for (const { issuer, subject } of mappings) if (valid.has(issuer) || valid.has(OID.anyPolicy)) result.add(subject);
  }
  return result.size === 0 ? undefined : result;
}
