import { Lazy, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { CertificateConfig } from './certificates/certificate-config';
import { DeliveryBatch } from './delivery-batch';
import { ROOTS_OUTPUT } from './output-name';

/** Name of a certificate's root among the roots of its stack; undefined: it has none that clients need. */
export function rootName({ rootPem, description }: CertificateConfig): string | undefined {
  if (rootPem === undefined || rootPem === '') return undefined;
  return description.certificate.anchor ?? description.id;
}

/** The roots that clients must hold, each once for the whole stack; where there is none, no output. */
export class RootsOutput extends TerraformOutput {
  public constructor(
    scope: Construct,
    id: string,
    private readonly batches: () => readonly DeliveryBatch[],
  ) {
    super(scope, id, {
      value: Lazy.anyValue({ produce: () => this.roots() }),
      description: 'Roots to distribute to clients, by the name that the outputs of servers and publishing points give',
    });
    this.overrideLogicalId(ROOTS_OUTPUT);
  }

  public override toTerraform(): unknown {
    if (Object.keys(this.roots()).length === 0) return {};
    // Read when it is written, since the user may still override the logical ids.
    this.dependsOn = this.batches().map(({ gate }) => ({ fqn: gate.address }));
    return super.toTerraform();
  }

  private roots(): Record<string, string> {
    const roots: Record<string, string> = {};
    for (const { presenters } of this.batches())
      for (const presenter of presenters)
        for (const { config } of presenter.ready()) {
          const name = rootName(config);
          if (name !== undefined) roots[name] ??= config.rootPem as string;
        }
    return roots;
  }
}
