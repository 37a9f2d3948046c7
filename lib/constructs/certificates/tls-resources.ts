import { subjectText } from '../../names';
import { CertRequest } from '@cdktf/provider-tls/lib/cert-request';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { TerraformElement, Token } from 'cdktf';
import { Construct } from 'constructs';
import { KeyType } from '../../model';
import { KeyAlgorithm } from './key-request';

/**
 * A Terraform reference without its braces. References inside one stack are written as text: reading a token attribute captures a
 * call stack each time, which at 1,000 servers costs more than all the rest.
 */
export function reference(element: TerraformElement, type: string, attribute: string): string {
  return `${type}.${element.friendlyUniqueId}.${attribute}`;
}

/** A private key that Terraform makes. It lies in the state in clear: keep the state where only you can read it. */
export function makeKey(scope: Construct, id: string, algorithm: KeyAlgorithm): PrivateKey {
  return new PrivateKey(scope, id, {
    algorithm: algorithm.terraformAlgorithm,
    ...(algorithm.type === KeyType.RSA ? { rsaBits: algorithm.bits } : { ecdsaCurve: `P${algorithm.bits}` }),
    lifecycle: { createBeforeDestroy: true },
  });
}

/** PEM of a private key as an expression. */
export function keyPem(key: PrivateKey): string {
  return `\${${reference(key, 'tls_private_key', 'private_key_pem')}}`;
}

/** What a request asks for. */
export interface RequestProps {
  readonly key: string;
  /** At most 64 characters; left out: an empty subject. */
  readonly commonName?: string;
  readonly organization?: string;
  readonly dnsNames?: string[];
}

/** A certificate signing request that Terraform makes. */
export function makeRequest(scope: Construct, id: string, props: RequestProps): CertRequest {
  return new CertRequest(scope, id, {
    privateKeyPem: props.key,
    ...(props.dnsNames ? { dnsNames: props.dnsNames } : {}),
    subject: [
      {
        ...(props.commonName === undefined ? {} : { commonName: props.commonName }),
        ...(props.organization === undefined ? {} : { organization: props.organization }),
      },
    ],
    lifecycle: { createBeforeDestroy: true },
  });
}

/** `allowed_uses` for TLS servers: an ECDSA key enciphers no keys. Source: facts 5.1; RFC 8422 5.3. */
export function withoutKeyEncipherment(uses: string[], algorithm: KeyAlgorithm): string[] {
  return algorithm.type === KeyType.ECDSA ? uses.filter((use) => use !== 'key_encipherment') : uses;
}

/** The subject that the tls provider writes, in the form of RFC 4514, as far as synth knows it. */
export function knownSubject(commonName: string, organization?: string): string {
  return subjectText(commonName, Token.isUnresolved(organization) ? undefined : organization);
}
