import { Changes, Replacement } from './changes';

/** What a format may show besides the report itself. */
export interface ReviewContext {
  /** What changed against a base. @default - not compared */
  readonly changes?: Changes;
  /** What the apply makes anew or takes away. @default - not known */
  readonly replacements?: Replacement[];
  /** What reading the input had to say, in words. @default - nothing */
  readonly notices?: string[];
}
