import { IConstruct } from 'constructs';
import { DeclarationCode, Fault, SourceLocation } from '../model';
import { Registry } from './registry';

/** What is wrong with a declaration. */
export interface DeclaredFault extends Pick<Fault, 'message' | 'fix'> {
  readonly code: DeclarationCode;
  /** Where it was written. @default - not known */
  readonly location?: SourceLocation;
}

/** Notes that a declaration is wrong: it becomes a finding of the one report that refuses the app. */
export function faultOf(scope: IConstruct, { location, ...fault }: DeclaredFault): void {
  Registry.of(scope).fault({ path: scope.node.path, ...fault, ...(location ? { location } : {}) });
}
