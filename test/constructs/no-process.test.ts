import childProcess from 'node:child_process';
import dns from 'node:dns';
import net from 'node:net';
import { CertificateSource, ClientAccessServer, ExchangeVersion, InternalCa } from '../../lib';
import { Declared } from '../support/declared';

describe('synth', () => {
  test('starts no process and opens no connection, judged, refused or not', () => {
    const calls: string[] = [];
    const starters = ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const;
    const spies = [
      ...starters.map((name) => jest.spyOn(childProcess, name).mockImplementation(() => calls.push(name) as never)),
      jest.spyOn(net.Socket.prototype, 'connect').mockImplementation(() => calls.push('connect') as never),
      jest.spyOn(dns, 'lookup').mockImplementation(() => calls.push('lookup') as never),
    ];
    try {
      for (const bad of [false, true]) {
        const declared = new Declared();
        const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
        const server = new ClientAccessServer(declared.stack, 'cas01', {
          version: ExchangeVersion.EXCHANGE_2007_SP3,
          internalHostName: 'cas01.corp.contoso.com',
          certificate: bad ? CertificateSource.selfSigned() : CertificateSource.internalCa(ca),
        });
        server.addOutlookAnywhere();
        if (bad) expect(() => declared.app.synth()).toThrow();
        else declared.synth();
      }
      expect(calls).toEqual([]);
      childProcess.execSync('true');
      expect(calls).toEqual(['execSync']);
    } finally {
      spies.forEach((spy) => spy.mockRestore());
    }
  });
});
