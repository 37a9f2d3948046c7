import { IConstruct } from 'constructs';
import { SourceLocation } from '../model';
import { Registry } from './registry';

/** Notes that a declaration is wrong: it becomes a finding of the one report that refuses the app. */
export function faultOf(
  scope: IConstruct,
  code: string,
  message: string,
  fix: string,
  location?: SourceLocation,
): void {
  Registry.of(scope).fault({ path: scope.node.path, code, message, fix, ...(location ? { location } : {}) });
}
