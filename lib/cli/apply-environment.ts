/** One certificate as Terraform hands it over, by environment variables: process arguments would show it to everyone. */
export interface HandedCertificate {
  /** `main`, or a role. */
  readonly name: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly rootPem: string;
  readonly keyPem?: string;
  readonly keyFile?: string;
  readonly pfxFile?: string;
  readonly pfxPasswordVariable?: string;
}

const PREFIX = 'CLIENT_ACCESS_CERTIFICATE_';

/** The certificates in the environment, by name. */
export function handedCertificates(environment: NodeJS.ProcessEnv): HandedCertificate[] {
  return Object.keys(environment)
    .filter((key) => key.startsWith(PREFIX))
    .sort()
    .map((key) => {
      const suffix = key.slice(PREFIX.length);
      const optional = (what: string, name: keyof HandedCertificate): Partial<HandedCertificate> => {
        const value = environment[`CLIENT_ACCESS_${what}_${suffix}`];
        return value === undefined || value === '' ? {} : { [name]: value };
      };
      return {
        name: suffix.toLowerCase(),
        certificatePem: environment[key] as string,
        chainPem: environment[`CLIENT_ACCESS_CHAIN_${suffix}`] ?? '',
        rootPem: environment[`CLIENT_ACCESS_ROOT_${suffix}`] ?? '',
        ...optional('KEY', 'keyPem'),
        ...optional('KEY_FILE', 'keyFile'),
        ...optional('PFX_FILE', 'pfxFile'),
        ...optional('PFX_PASSWORD_VARIABLE', 'pfxPasswordVariable'),
      };
    });
}

/** A variable that Terraform must have set. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '')
    throw new Error(`the environment variable ${name} is not set; this command is run by terraform apply`);
  return value;
}
