import { Encryption, Estate, Observation, ProbeOutcome } from '../model';
import { LEVELS, Report, stands } from '../policy';

/**
 * The report for the textfile collector of Prometheus' node exporter. Every endpoint and every certificate has its series whatever became
 * of it: what can't be reached or has expired does not disappear. Times are seconds since 1970.
 */
export function formatPrometheus(report: Report, estate: Estate): string {
  const metrics = [...ofReport(report), ...ofEndpoints(report.observations ?? []), ...ofCertificates(estate)];
  return formatMetrics(metrics);
}

function ofReport({ judgedAt, findings, summary }: Report): Metric[] {
  const count = (level: string): number => findings.filter((one) => stands(one) && one.level === level).length;
  return [
    {
      name: 'judged_timestamp_seconds',
      help: 'Moment of the judgement.',
      samples: [[{}, seconds(judgedAt)]],
    },
    {
      name: 'findings',
      help: 'Findings that stand, by level.',
      samples: LEVELS.map((level) => [{ level }, count(level)]),
    },
    {
      name: 'clients',
      help: 'Client populations on protocol bindings, by what happens to them.',
      samples: [
        [{ outcome: 'works' }, summary.works],
        [{ outcome: 'prompts' }, summary.prompts],
        [{ outcome: 'fails' }, summary.fails],
        [{ outcome: 'unknown' }, summary.unknownCells],
      ],
    },
  ];
}

function ofEndpoints(all: readonly Observation[]): Metric[] {
  // What is served in clear, to lead clients on, has no certificate.
  const observations = all.filter(({ encryption }) => encryption !== Encryption.NONE);
  const labels = ({ host, port, address = '', sni }: Observation): Labels => ({
    host: host.value ?? '',
    port,
    address,
    sni: String(sni),
  });
  return [
    {
      name: 'endpoint_presented',
      help: 'Whether an endpoint presented a certificate on every connection, with the outcome.',
      samples: observations.map((one) => [
        { ...labels(one), outcome: one.outcome },
        Number(one.outcome === ProbeOutcome.PRESENTED),
      ]),
    },
    {
      name: 'endpoint_certificates',
      help: 'Different chains that an endpoint presented.',
      samples: observations.map((one) => [labels(one), one.chains.length]),
    },
  ];
}

function ofCertificates({ certificates }: Estate): Metric[] {
  const dated = certificates.flatMap(({ id, facts: { notBefore, notAfter } }) =>
    notBefore === undefined || notAfter === undefined
      ? []
      : [{ id, from: seconds(notBefore), until: seconds(notAfter) }],
  );
  return [
    {
      name: 'certificate_not_before_timestamp_seconds',
      help: 'First moment of the validity of a certificate.',
      samples: dated.map(({ id, from }) => [{ certificate: id }, from]),
    },
    {
      name: 'certificate_not_after_timestamp_seconds',
      help: 'Last moment of the validity of a certificate.',
      samples: dated.map(({ id, until }) => [{ certificate: id }, until]),
    },
  ];
}

/** One series with its samples. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

export type Labels = Readonly<Record<string, string | number>>;

/** Series in the exposition format of Prometheus, all with the prefix of this package. */
export function formatMetrics(metrics: readonly Metric[]): string {
  return metrics.map(text).join('');
}

/** A moment as Prometheus counts it: seconds since 1970. */
export function seconds(moment: string): number {
  return Date.parse(moment) / 1000;
}

function text({ name, help, samples }: Metric): string {
  const full = `client_access_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${braced(labels)} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join('')}`;
}

function braced(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** As the exposition format wants it in the value of a label. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
