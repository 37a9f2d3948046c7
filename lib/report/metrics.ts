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
