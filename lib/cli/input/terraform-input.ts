import { EstateSlice, SliceKind, sliceKindOf, SliceLocations } from '../../model';
import { Replacement } from '../../report';
import type { FrameResource } from './frame-run';
import type { JsonObject } from './json-scanner';
import { InputError } from '../exit';

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
  /** The whole block; a configuration alone has it. */
  readonly written?: JsonObject;
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
  /** The whole document of a configuration that carries slices. */
  readonly document?: JsonObject;
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

/** What describes a server. */
interface Described {
  readonly name: string;
  readonly text: string;
}

/** Makes sure that several inputs are of one app, as one synth wrote it: else what one says would silently hide what another does. */
export class Agreement {
  private readonly servers = new Map<string, Described>();
  private plansAlone = true;
  private readonly shared: { readonly input: TerraformInput; readonly text: string; readonly policy: string }[] = [];

  /**
   * Takes an input with its slices, in the same order as the input carries them.
   *
   * @throws InputError when it contradicts an input before it
   */
  public check(input: TerraformInput, slices: readonly EstateSlice[]): void {
    if (input.kind !== 'plan') this.plansAlone = false;
    input.slices.forEach(({ text }, index) => {
      const slice = slices[index];
      if (sliceKindOf(text) === SliceKind.ESTATE)
        this.shared.push({ input, text, policy: JSON.stringify(slice.policies ?? []) });
      for (const { id } of slice.servers ?? []) {
        const known = this.servers.get(id);
        if (known && known.text !== text)
          throw new InputError(
            known.name === input.name
              ? `${input.name} describes the server ${id} twice, and differently`
              : `${known.name} and ${input.name} describe the server ${id} differently`,
            'review what one synth of one app wrote, and plans of just that; make the plan again after a synth',
          );
        if (!known) this.servers.set(id, { name: input.name, text });
      }
    });
  }

  /** @throws InputError when an input is of another app or synth than the others, or a part of a stack alone */
  public end(): void {
    const [first] = this.shared;
    const [holder] = this.servers.values();
    if (!first && holder && this.plansAlone) {
      throw new InputError(
        `${holder.name} holds servers and not what they share, their clients among it: it is of a part of a stack`,
        'plan the whole stack, without -target',
      );
    }
    for (const { input, policy } of this.shared) {
      if (policy !== first.policy)
        throw new InputError(
          `${first.input.name} and ${input.name} are of apps with different policies`,
          'review each app by itself',
        );
    }
    const configured = this.shared.filter(({ input }) => input.kind === 'configuration').map(({ text }) => text);
    if (configured.length === 0) return;
    const stale = this.shared.find(({ input, text }) => input.kind === 'plan' && !configured.includes(text));
    if (stale)
      throw new InputError(
        `${stale.input.name} is not a plan of the configuration beside it: their clients, names or policies differ`,
        'make the plan again after a synth',
      );
  }
}
