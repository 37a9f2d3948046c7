export { ChainPool } from './chain-pool';
export type { KnownAuthorities } from './chain-shape';
export { authoritiesOf } from './estate-authorities';
export { HostAddresses } from './host-addresses';
export { observe, type Observed, type ObserveOptions, type Survey } from './observe';
export { evidenceOfSurvey } from './presented-evidence';
export { probeTools } from './probe-tools';
export { targetsOf, type Owner, type Target } from './target';
export { Speech, speechOf } from './speech';
