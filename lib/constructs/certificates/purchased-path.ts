import { Construct } from 'constructs';
import { SourceLocation } from '../../model';
import { Certificate509, issuedPath, IssuedPath, readCrl, RevocationList, writePem } from '../../pki';
import { PolicyGate } from '../gate';
import { readInput, readWith } from './input-file';

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
  const path = issuedPath({
    leaf,
    intermediates,
    commercialRoots: leaf.isSelfSigned ? [] : gate.commercialRoots(),
    rootsBeside: roots,
    crls,
    now: gate.now,
    selfSignedId: scope.node.path,
  });
  return { ...path, crlPem: crls.map((crl) => writePem('X509 CRL', crl.der)) };
}

function readCrlFile(scope: Construct, path: string, location: SourceLocation | undefined): RevocationList | undefined {
  const bytes = readInput(scope, 'crlFiles', path, location);
  return bytes && readWith(scope, location, () => readCrl(bytes, path));
}
