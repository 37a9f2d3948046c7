import { Construct } from 'constructs';
import { HostName, SourceLocation } from '../model';
import { declaredName } from './declared-name';
import { faultOf } from './fault';

/** The host names of a list; each that is none becomes a fault of the construct. Wildcards are names where the caller says so. */
export function declaredNames(
  scope: Construct,
  prop: string,
  texts: readonly string[],
  location: SourceLocation | undefined,
  allowWildcard = false,
): HostName[] {
  return texts.flatMap((text) => {
    const { name, problem } = declaredName(scope, text, allowWildcard);
    if (problem === undefined) return name ?? [];
    const fix = 'write the names that clients connect to, such as mail.contoso.com';
    faultOf(scope, { code: 'host-name-invalid', message: `${prop}: ${problem}`, fix, location });
    return [];
  });
}
