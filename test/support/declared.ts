import { App, Testing } from 'cdktf';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientAccessPolicy, ClientAccessStack, Finding, Outcome, OutcomeKind, Report } from '../../lib';
import { isSlice } from '../../lib/model';

/** The clock of tests that do not speak of time. */
export const NOW = new Date('2026-11-23T12:00:00Z');

/** A stack as a user declares it, in a temporary output folder, with a fixed clock. */
export class Declared {
  public readonly app: App;
  public readonly stack: ClientAccessStack;

  public constructor(now = NOW) {
    this.app = Testing.app({
      outdir: mkdtempSync(join(tmpdir(), 'client-access-test-')),
      context: { clientAccessQuiet: true },
    });
    ClientAccessPolicy.of(this.app).useClock(now);
    this.stack = new ClientAccessStack(this.app, 'contoso', { localState: false });
  }

  public get report(): Report {
    return ClientAccessPolicy.of(this.app).judge();
  }

  public findings(rule: string): Finding[] {
    return this.report.findings.filter((finding) => finding.rule === rule);
  }

  public get rulesBroken(): string[] {
    return [...new Set(this.report.findings.map((finding) => finding.rule))].sort();
  }

  /** Outcome of a population on a protocol of a server. */
  public outcome(population: string, protocol: string, server = 'cas01'): Outcome {
    const { matrix } = this.report;
    const column = matrix.columns.findIndex((candidate) => candidate.name === population);
    const row = matrix.rows.find(
      (candidate) => candidate.server.endsWith(`/${server}`) && candidate.protocol === protocol,
    );
    const index = row?.cells[column] ?? -1;
    if (index < 0) throw new Error(`${population} does not use ${protocol} on ${server}`);
    return matrix.outcomes[index];
  }

  public kind(population: string, protocol: string, server = 'cas01'): OutcomeKind {
    return this.outcome(population, protocol, server).kind;
  }

  /** The synthesized configuration; refused apps throw. */
  public synth(): Terraform {
    this.app.synth();
    return JSON.parse(readFileSync(join(this.app.outdir, 'stacks', 'contoso', 'cdk.tf.json'), 'utf8')) as Terraform;
  }
}

/** As much of a configuration as tests look at. */
export interface Terraform {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly output?: Record<string, { readonly value: Record<string, unknown> }>;
}

/** All resources of a type. */
export function resources(terraform: Terraform, type: string): Record<string, unknown>[] {
  return Object.values(terraform.resource[type] ?? {});
}

/** The part of the model that a resource carries; undefined: none. */
export function carriedSlice({ triggers_replace: triggers }: Record<string, unknown>): string | undefined {
  return Array.isArray(triggers) ? triggers.find(isSlice) : undefined;
}

/** The gate of the first server. */
export function serverGate(terraform: Terraform): Record<string, unknown> | undefined {
  return resources(terraform, 'terraform_data').find((one) =>
    carriedSlice(one)?.startsWith('{"clientAccess":"server"'),
  );
}
