import { Estate, TlsVersion } from '../../../lib/model';
import { oldVersionsAnswered } from '../../../lib/rules/observed/old-versions-answered';
import { RuleTester } from '../../../lib/testing';
import { observed } from '../../support/observations';

function stated(estate: Estate, lowest: TlsVersion, highest: TlsVersion): Estate {
  return { ...estate, servers: estate.servers.map((server) => ({ ...server, tls: { lowest, highest } })) };
}

const scanned = (...answered: string[]): Estate =>
  observed({
    versions: Object.fromEntries(['ssl3', '1.0', '1.1', '1.2', '1.3'].map((one) => [one, answered.includes(one)])),
  });

RuleTester.run(oldVersionsAnswered, {
  compliant: [
    { name: 'the new ones alone', estate: scanned('1.2', '1.3') },
    { name: 'as stated', estate: stated(scanned('1.2'), TlsVersion.TLS_1_2, TlsVersion.TLS_1_2) },
  ],
  nonCompliant: [
    { name: 'old ones', estate: scanned('ssl3', '1.0', '1.2'), messages: ['answers SSL 3.0, TLS 1.0'] },
    {
      name: 'less than stated',
      estate: stated(scanned('1.2'), TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
      messages: ['does not answer TLS 1.3'],
    },
    {
      name: 'more than stated',
      estate: stated(scanned('1.2', '1.3'), TlsVersion.TLS_1_2, TlsVersion.TLS_1_2),
      messages: ['answers TLS 1.3'],
    },
  ],
  notApplicable: [{ name: 'nothing was scanned', estate: observed({}) }],
  unknown: [],
});
