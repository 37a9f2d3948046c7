import { ProbeOutcome } from '../../lib/model';
import { Moment } from '../../lib/policy';
import { formatPrometheus } from '../../lib/report/prometheus';
import { judgeEstate } from '../../lib/rules/judge-estate';
import { TEST_NOW } from '../../lib/testing';
import { observed } from '../support/observations';

const SAMPLE = /^[a-z_]+(\{([a-z]+="([^"\\\n]|\\[\\"n])*",?)+\})? -?[\d.]+$/;

function lines(estate: ReturnType<typeof observed>): string[] {
  const report = judgeEstate(estate, { now: TEST_NOW, moment: Moment.OBSERVED });
  return formatPrometheus(report, estate).trimEnd().split('\n');
}

describe('formatPrometheus', () => {
  test('every endpoint and every certificate has its series, also what is down or has expired', () => {
    const estate = observed({}, { port: 993, outcome: ProbeOutcome.REFUSED, chains: [] });
    const facts = { ...estate.certificates[0].facts, notAfter: '2020-01-01T00:00:00.000Z' };
    const found = lines({ ...estate, certificates: [{ ...estate.certificates[0], facts }] });
    const at = 'host="mail.contoso.com",port="443",address="192.0.2.1",sni="true"';
    expect(found).toContain(`client_access_endpoint_presented{${at},outcome="presented"} 1`);
    expect(found).toContain(`client_access_endpoint_presented{${at.replace('443', '993')},outcome="refused"} 0`);
    expect(found).toContain('client_access_certificate_not_after_timestamp_seconds{certificate="web"} 1577836800');
    expect(found).toContain(`client_access_judged_timestamp_seconds ${TEST_NOW.getTime() / 1000}`);
  });

  test('every line is a comment or a sample, whatever names hold', () => {
    const estate = observed({ host: { value: 'a"b\\c\nd' } });
    for (const line of lines(estate).filter((one) => !one.startsWith('# '))) expect(line).toMatch(SAMPLE);
    expect(lines(estate).some((line) => line.includes('host="a\\"b\\\\c\\nd"'))).toBe(true);
  });

  test('without observations the series of endpoints are there and empty', () => {
    const found = lines({ ...observed(), observations: [] });
    expect(found).toContain('# TYPE client_access_endpoint_presented gauge');
    expect(found.some((line) => line.startsWith('client_access_endpoint_presented{'))).toBe(false);
  });
});
