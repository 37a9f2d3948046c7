import { Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { AutodiscoverMethod, SourceLocation } from '../model';
import { checkedProps, ELSEWHERE, memberOf, PropChecks } from './checked-props';
import { declaredName } from './declared-name';
import { faultOf } from './fault';
import { PolicyGate } from './gate';
import { Registry } from './registry';

/** Properties of a mail domain. */
export interface MailDomainProps {
  /** SMTP domain, such as `contoso.com`. */
  readonly domain: string;
  /**
   * How clients outside find Autodiscover for it.
   * @default AutodiscoverMethod.OWN_NAME
   */
  readonly autodiscover?: AutodiscoverMethod;
}

const CHECKS: PropChecks<MailDomainProps> = {
  domain: ELSEWHERE,
  autodiscover: memberOf(AutodiscoverMethod, 'AutodiscoverMethod'),
};

/** Says how Autodiscover is found for one mail domain: 200 domains need not be 200 names on the certificate. */
export class MailDomain extends Construct {
  public constructor(scope: Construct, id: string, given: MailDomainProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const [domain] = declareMailDomains(this, [props.domain], location);
    if (domain === undefined) return;
    const method = props.autodiscover ?? AutodiscoverMethod.OWN_NAME;
    if (!registry.setAutodiscoverMethod(domain, method, location)) {
      faultOf(
        this,
        'mail-domain-declared-twice',
        `the mail domain ${domain} is declared twice`,
        'declare it once, with its Autodiscover method',
        location,
      );
    }
  }
}

/** Reads mail domains; what is wrong about one becomes a fault, and the rest is kept. */
export function declareMailDomains(
  scope: IConstruct,
  domains: string[],
  location: SourceLocation | undefined,
): string[] {
  const found = new Set<string>();
  const notKnown = 'a mail domain must be known at synth: the names of the certificate follow from it';
  // A list that is a Terraform value as a whole holds one mark instead of names.
  const isOneValue = Token.isUnresolved(domains);
  for (const text of domains) {
    const { name, problem } = isOneValue ? {} : declaredName(scope, text);
    const said = problem ?? (name?.value === undefined ? notKnown : undefined);
    if (said)
      faultOf(
        scope,
        'mail-domain-invalid',
        `mail domain: ${said}`,
        'write the domain behind the @, such as contoso.com',
        location,
      );
    else found.add(name!.value as string);
  }
  return [...found];
}
