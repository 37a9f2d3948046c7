import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { SourceLocation } from '../../model';
import { isTemplate } from '../declared-name';
import { faultOf } from '../fault';

/** Longest organization name, in characters (X.520, ub-organization-name). */
const LONGEST_ORGANIZATION = 64;

/** The organization of a subject: text or a token; a fault, and undefined, where it is neither. */
export function checkedOrganization(
  scope: Construct,
  organization: unknown,
  location: SourceLocation | undefined,
): string | undefined {
  if (organization === undefined) return undefined;
  if (typeof organization === 'string') {
    if (Token.isUnresolved(organization)) return organization;
    const plain = organization.trim();
    if (plain.length > 0 && plain.length <= LONGEST_ORGANIZATION && !isTemplate(plain)) return plain;
  }
  faultOf(scope, {
    code: 'organization-invalid',
    message: `the organization of a subject has 1 to ${LONGEST_ORGANIZATION} characters and no \${ or %{ (X.520); got "${String(organization)}"`,
    fix: 'write the name of the organization as it is, or leave it out',
    location,
  });
  return undefined;
}
