import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate, IssueOptions, keyOf } from './issue';

/** A commercial CA of the tests' own, with files as a vendor delivers them. */
export class TestVendor {
  public readonly folder = mkdtempSync(join(tmpdir(), 'client-access-vendor-'));
  public readonly root;
  public readonly issuing;
  public readonly rootsFile: string;

  public constructor() {
    const notBefore = new Date('2020-01-01T00:00:00Z');
    const notAfter = new Date('2040-01-01T00:00:00Z');
    this.root = issueCertificate({ subject: 'Test Commercial Root', isCa: true, notBefore, notAfter });
    this.issuing = issueCertificate({
      subject: 'Test Commercial Issuing CA',
      issuer: this.root,
      isCa: true,
      notBefore,
      notAfter,
    });
    this.rootsFile = this.write('roots.pem', this.root.pem);
  }

  public issue(dnsNames: string[], more: Partial<IssueOptions> = {}): ReturnType<typeof issueCertificate> {
    return issueCertificate({
      subject: dnsNames[0],
      issuer: this.issuing,
      dnsNames,
      // Exchange takes ECDSA only since 2024.
      key: keyOf('rsa2048', 'server'),
      notBefore: new Date('2026-09-01T00:00:00Z'),
      notAfter: new Date('2027-03-01T00:00:00Z'),
      ...more,
    });
  }

  public write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }
}
