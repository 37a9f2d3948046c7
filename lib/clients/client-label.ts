import { applicationFacts } from './application';
import { platformFacts } from './platform';

/** A platform or an application as people call it; an id that the tables do not hold stays as it is. */
export function clientLabel(id: string): string {
  return platformFacts(id)?.label ?? applicationFacts(id)?.label ?? id;
}
