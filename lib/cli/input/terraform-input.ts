import { SliceLocations } from '../../model';
import { Replacement } from '../../report';
import type { FrameResource } from './frame';

/** A tls resource of a plain Terraform configuration or plan, with what is known of it. No private key is ever among it. */
export interface TlsResource {
  /** `tls_self_signed_cert`, `tls_locally_signed_cert`, `tls_cert_request` or `tls_private_key`. */
  readonly type: string;
  /** Terraform address, with its module and index. */
  readonly address: string;
  /** Attributes whose values are known and not sensitive: null is a known nothing; left out or undefined: unknown. */
  readonly values: Readonly<Record<string, unknown>>;
  /** For an attribute that names another resource: that resource's address, as written. */
  readonly references: Readonly<Record<string, string>>;
}

/** A slice of the model, as a resource carries it. */
export interface CarriedSlice {
  readonly address: string;
  readonly text: string;
  /** Where its parts were declared; a configuration has it as a comment, a plan has not. */
  readonly locations?: SliceLocations;
}

/** What one Terraform configuration or plan holds that matters here. */
export interface TerraformInput {
  /** As the user names it: a file, a stack, or standard input. */
  readonly name: string;
  readonly kind: 'configuration' | 'plan';
  /** The slices of the model that it carries, in order, with the address of the resource that carries each. */
  readonly slices: readonly CarriedSlice[];
  /** The `terraform_data` resources of the root module, as the configuration has them; a plan gives no lifecycle of them. */
  readonly data?: readonly FrameResource[];
  readonly tlsResources: readonly TlsResource[];
  /** Values of the variables that are not sensitive; a plan alone has them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly replacements: readonly Replacement[];
  /** Whether it is a plan that leaves nothing. */
  readonly destroys?: boolean;
  /** What the user should know about the input, in words. */
  readonly notices: readonly string[];
}

/** The attributes of each type that are read; none of them can hold a private key. */
export const READ_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  tls_private_key: ['algorithm', 'rsa_bits', 'ecdsa_curve'],
  tls_cert_request: ['subject', 'dns_names', 'ip_addresses'],
  tls_self_signed_cert: [
    'subject',
    'dns_names',
    'ip_addresses',
    'allowed_uses',
    'validity_period_hours',
    'is_ca_certificate',
    'cert_pem',
  ],
  tls_locally_signed_cert: ['allowed_uses', 'validity_period_hours', 'is_ca_certificate', 'ca_cert_pem', 'cert_pem'],
};

/** The attributes that name another resource. Of a private key's attribute the reference alone is read, never a value. */
export const REFERRING_ATTRIBUTES: readonly string[] = ['private_key_pem', 'cert_request_pem', 'ca_cert_pem'];
