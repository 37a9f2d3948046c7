import { CertificateConfig, ICertificateSource, RequiredNames } from './certificates/certificate-source';
import { Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { ExchangeVersion } from '../exchange';
import { AutodiscoverMethod, HostName, SourceLocation } from '../model';
import { checkedProps, ELSEWHERE, memberOf, objectWith, PropChecks, SOURCE, TEXT } from './checked-props';
import { compact, faultOf, Registry } from './registry';
import { declaredName, declaredNames } from './declared-name';
import { PolicyGate } from './gate';

/** Properties of a mail domain. */
export interface MailDomainProps {
  /** SMTP domain, such as `contoso.com`. */
  readonly domain: string;
  /**
   * How clients outside find Autodiscover for it.
   * @default AutodiscoverMethod.OWN_NAME
   */
  readonly autodiscover?: AutodiscoverMethod;
  /**
   * Host name that the redirect or the SRV record leads to; a certificate must name it.
   * @default - the external host names of the servers
   */
  readonly target?: string;
  /**
   * The company web site at `https://<domain>`, where it answers: `RootSite.answering(certificate)`.
   * @default - nothing answers there
   */
  readonly rootSite?: RootSite;
}

const CHECKS: PropChecks<MailDomainProps> = {
  domain: ELSEWHERE,
  autodiscover: memberOf(AutodiscoverMethod, 'AutodiscoverMethod'),
  target: TEXT,
  rootSite: objectWith(
    (value) => value.answers === true && (value.certificate === undefined || SOURCE.fits(value.certificate)),
    'RootSite.answering(certificate source)',
  ),
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
    const target = this.targetOf(props, method, location);
    const source = props.rootSite?.certificate;
    const config = source && this.bind(source, domain);
    const rootSite =
      props.rootSite && compact({ answers: props.rootSite.answers, certificate: config?.description.id });
    if (!registry.declareMailDomain(domain, compact({ method, target, rootSite, location }))) {
      faultOf(this, {
        code: 'mail-domain-declared-twice',
        message: `the mail domain ${domain} is declared twice`,
        fix: 'declare it once, with its Autodiscover method',
        location,
      });
    }
    if (config)
      registry.add(this, () => ({
        certificates: [config.description.certificate],
        anchors: config.description.anchors,
      }));
  }

  private targetOf(
    { target }: MailDomainProps,
    method: AutodiscoverMethod,
    location: SourceLocation | undefined,
  ): HostName | undefined {
    if (target === undefined) return undefined;
    if (method === AutodiscoverMethod.HTTP_REDIRECT || method === AutodiscoverMethod.SRV_RECORD)
      return declaredNames(this, 'target', [target], location)[0];
    faultOf(this, {
      code: 'target-without-redirect',
      message: `target is ${target}, and nothing leads there: the Autodiscover method is ${method}`,
      fix: 'declare HTTP_REDIRECT or SRV_RECORD, or leave the target out',
      location,
    });
    return undefined;
  }

  private bind(source: ICertificateSource, domain: string): CertificateConfig {
    const host: HostName = { value: domain };
    return source.bind(new Construct(this, 'RootSite'), {
      label: domain,
      names: new RequiredNames(() => [host]),
      release: ExchangeVersion.EXCHANGE_SE.release,
      serverFqdn: host,
      netBiosName: domain.slice(0, 15).toUpperCase(),
    });
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
      faultOf(scope, {
        code: 'mail-domain-invalid',
        message: `mail domain: ${said}`,
        fix: 'write the domain behind the @, such as contoso.com',
        location,
      });
    else found.add(name!.value as string);
  }
  return [...found];
}

/** The web site at `https://<mail domain>`, which Outlook asks for Autodiscover before any other name. */
export class RootSite {
  /**
   * A web site that answers on port 443.
   *
   * @param certificate what it presents, such as CertificateSource.purchased with a file; left out: unknown
   */
  static answering(certificate?: ICertificateSource): RootSite {
    return new RootSite(certificate);
  }

  /** It answers, with whatever certificate. */
  readonly answers = true;

  private constructor(readonly certificate?: ICertificateSource) {}
}
