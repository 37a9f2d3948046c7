import { Construct } from 'constructs';
import { SourceLocation } from '../../model';
import type { Certificate509, IssuedPath, RevocationList } from '../../pki';
import { PolicyGate } from '../gate';
import { readInput, readWith } from './input-file';
import { x509 } from '../../late';

/** What the path of a purchased certificate is. */
export interface PurchasedPath extends IssuedPath {
  readonly crlPem: string[];
}

/** Builds the path to a commercial root and says what is wrong with it. */
export function commercialAnchors(
  scope: Construct,
  leaf: Certificate509,
  intermediates: Certificate509[],
  roots: Certificate509[],
  crlFiles: string[],
  location: SourceLocation | undefined,
): PurchasedPath {
  const crls = crlFiles.flatMap((path) => readCrlFile(scope, path, location) ?? []);
  const gate = PolicyGate.of(scope);
  const path = x509().issuedPath({
    leaf,
    intermediates,
    commercialRoots: leaf.isSelfSigned ? [] : gate.commercialRoots(),
    rootsBeside: roots,
    crls,
    now: gate.now,
    selfSignedId: scope.node.path,
  });
  return { ...path, crlPem: crls.map((crl) => x509().writePem('X509 CRL', crl.der)) };
}

function readCrlFile(scope: Construct, path: string, location: SourceLocation | undefined): RevocationList | undefined {
  const bytes = readInput(scope, 'crlFiles', path, location);
  return bytes && readWith(scope, location, () => x509().readCrl(bytes, path));
}
