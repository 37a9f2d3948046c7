import { IConstruct } from 'constructs';
import {
  Binding,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  Encryption,
  HostName,
  Listener,
  SourceLocation,
  TokenChecking,
} from '../../model';
import {
  AUTHENTICATION,
  BOOLEAN,
  checkedProps,
  CLIENT_CERTIFICATES,
  ELSEWHERE,
  ENCRYPTION,
  listOf,
  memberOf,
  needed,
  PropChecks,
  structOf,
  TEXT,
  TEXTS,
} from '../checked-props';
import { compact, faultOf } from '../registry';
import { declaredName } from '../declared-name';
import {
  BindingProps,
  MailBindingProps,
  MailDownloadProps,
  OutlookAnywhereProps,
  OutlookWebAppProps,
  SmtpSubmissionProps,
  WebBindingProps,
} from './binding-props';
import { declaredListeners } from './mail-listeners';

/** One protocol as declared on a server; what is left out comes from the product's defaults and the server's names. */
export interface BindingDefinition {
  readonly protocol: ClientProtocol;
  /** Whether only the product's settings are declared: an addXxx method may still set it otherwise. */
  readonly byDefault: boolean;
  readonly internalHost?: HostName;
  /** `undefined`: the server's; `null`: not published outside. */
  readonly externalHost?: HostName | null;
  readonly listeners?: Listener[];
  readonly encryptionRequired?: boolean;
  readonly authentication?: ClientAuthentication[];
  readonly clientCertificates?: ClientCertificateMode;
  readonly certificatePrincipalName?: string;
  readonly downloadHosts?: HostName[];
  /** Settings that the binding takes as they are. */
  readonly settings?: BindingSettings;
  readonly location?: SourceLocation;
}

/** Members of a binding that are declared and not derived. */
export type BindingSettings = Pick<
  Binding,
  'tokenChecking' | 'clientCertificateAtBinding' | 'connectorFqdn' | 'pinned' | 'certificateName'
>;

/** Where a protocol is declared: for its faults. */
interface Declaring {
  readonly server: IConstruct;
  readonly protocol: ClientProtocol;
  readonly location: SourceLocation | undefined;
}

/** How the properties of one protocol become a definition. */
interface ProtocolDeclaration<P extends BindingProps> {
  readonly checks: PropChecks<P>;
  /** Everything beside the properties that all protocols have. */
  readonly own: (props: P, declaring: Declaring) => Partial<BindingDefinition>;
}

const COMMON: PropChecks<BindingProps> = {
  internalHostName: ELSEWHERE,
  externalHostName: ELSEWHERE,
  published: BOOLEAN,
  authentication: AUTHENTICATION,
};

const WEB_CHECKS: PropChecks<WebBindingProps> = {
  ...COMMON,
  clientCertificates: CLIENT_CERTIFICATES,
  requireSsl: BOOLEAN,
  tokenChecking: memberOf(TokenChecking, 'TokenChecking'),
  clientCertificateAtBinding: BOOLEAN,
};

const WEB: ProtocolDeclaration<WebBindingProps> = { checks: WEB_CHECKS, own: webSettings };

const MAIL: ProtocolDeclaration<MailBindingProps> = {
  checks: {
    ...COMMON,
    encryption: ENCRYPTION,
    listeners: listOf(
      structOf<Listener>(
        {
          port: needed({ ...ELSEWHERE, allowed: 'a whole number from 1 to 65535' }, 0),
          encryption: needed(ENCRYPTION, Encryption.TLS),
        },
        'an object with a port and an encryption (Encryption)',
      ),
    ),
  },
  own: (props, declaring) => {
    const listeners = declaredListeners(declaring.server, declaring.protocol, props, declaring.location);
    return listeners ? { listeners } : {};
  },
};

const MAIL_DOWNLOAD: ProtocolDeclaration<MailDownloadProps> = {
  checks: { ...MAIL.checks, certificateName: ELSEWHERE },
  own: (props, declaring) => ({
    ...MAIL.own(props, declaring),
    settings: compact({ certificateName: hostNameOf(declaring, 'certificateName', props.certificateName) }),
  }),
};

const SMTP_SUBMISSION: ProtocolDeclaration<SmtpSubmissionProps> = {
  checks: { ...MAIL.checks, connectorFqdn: ELSEWHERE, pinsCertificate: BOOLEAN },
  own: (props, declaring) => ({
    ...MAIL.own(props, declaring),
    settings: compact({
      connectorFqdn: hostNameOf(declaring, 'connectorFqdn', props.connectorFqdn),
      pinned: props.pinsCertificate,
    }),
  }),
};

const OUTLOOK_WEB_APP: ProtocolDeclaration<OutlookWebAppProps> = {
  checks: { ...WEB_CHECKS, downloadHostNames: TEXTS },
  own: (props, declaring) => {
    const hosts = (props.downloadHostNames ?? []).flatMap(
      (text) => hostNameOf(declaring, 'downloadHostNames', text) ?? [],
    );
    return { ...webSettings(props), ...(hosts.length > 0 ? { downloadHosts: hosts } : {}) };
  },
};

const OUTLOOK_ANYWHERE: ProtocolDeclaration<OutlookAnywhereProps> = {
  checks: { ...WEB_CHECKS, certificatePrincipalName: TEXT },
  own: (props, declaring) => {
    const principal = props.certificatePrincipalName;
    checkPrincipalName(declaring.server, 'certificatePrincipalName', principal, declaring.location);
    return {
      ...webSettings(props),
      ...(principal === undefined ? {} : { certificatePrincipalName: principal }),
    };
  },
};

/** Every protocol that can be declared on a server. */
const DECLARATIONS: Readonly<Record<ClientProtocol, ProtocolDeclaration<BindingProps>>> = {
  [ClientProtocol.OWA]: OUTLOOK_WEB_APP,
  [ClientProtocol.ECP]: WEB,
  [ClientProtocol.ACTIVE_SYNC]: WEB,
  [ClientProtocol.OUTLOOK_ANYWHERE]: OUTLOOK_ANYWHERE,
  [ClientProtocol.MAPI_OVER_HTTP]: WEB,
  [ClientProtocol.EWS]: WEB,
  [ClientProtocol.OAB]: WEB,
  [ClientProtocol.AUTODISCOVER]: WEB,
  [ClientProtocol.POP3]: MAIL_DOWNLOAD,
  [ClientProtocol.IMAP4]: MAIL_DOWNLOAD,
  [ClientProtocol.SMTP_SUBMISSION]: SMTP_SUBMISSION,
};

/** Turns the properties of a protocol into its definition; what is wrong about them becomes a fault. */
export function declareProtocol(
  server: IConstruct,
  protocol: ClientProtocol,
  given: BindingProps,
  location: SourceLocation | undefined,
): BindingDefinition {
  const { checks, own } = DECLARATIONS[protocol];
  const props = checkedProps(server, given, checks, location, protocol);
  const declaring: Declaring = { server, protocol, location };
  const internalHost = hostNameOf(declaring, 'internalHostName', props.internalHostName);
  const externalHost =
    props.published === false ? null : hostNameOf(declaring, 'externalHostName', props.externalHostName);
  return {
    protocol,
    byDefault: false,
    ...(internalHost ? { internalHost } : {}),
    ...(externalHost === undefined ? {} : { externalHost }),
    ...(props.authentication ? { authentication: props.authentication } : {}),
    ...(location ? { location } : {}),
    ...own(props, declaring),
  };
}

function webSettings(props: WebBindingProps): Partial<BindingDefinition> {
  return {
    clientCertificates: props.clientCertificates ?? ClientCertificateMode.IGNORE,
    ...(props.requireSsl === undefined ? {} : { encryptionRequired: props.requireSsl }),
    settings: compact({
      tokenChecking: props.tokenChecking,
      clientCertificateAtBinding: props.clientCertificateAtBinding,
    }),
  };
}

function hostNameOf(declaring: Declaring, prop: string, text: string | undefined): HostName | undefined {
  if (text === undefined) return undefined;
  const { name, problem } = declaredName(declaring.server, text);
  if (problem)
    faultOf(declaring.server, {
      code: 'host-name-invalid',
      message: `${declaring.protocol}: ${prop}: ${problem}`,
      fix: 'write the fully qualified name that clients connect to',
      location: declaring.location,
    });
  return name;
}

/** Faults a principal name that Set-OutlookProvider does not take. */
export function checkPrincipalName(
  scope: IConstruct,
  prop: string,
  principal: string | undefined,
  location: SourceLocation | undefined,
): void {
  if (principal === undefined || /^(none|msstd:\S+)$/i.test(principal)) return;
  faultOf(scope, {
    code: 'principal-name-invalid',
    message: `${prop} is "${principal}"; it is msstd: and a name, or none`,
    fix: 'write it as Set-OutlookProvider takes it, such as msstd:*.contoso.com',
    location,
  });
}
