export { authoritiesOf, ChainPool, type KnownAuthorities } from './chain-pool';
export { HostAddresses } from './host-addresses';
export { Interruption, socketsAllowed } from './lanes';
export { Speech, speechOf } from './mail-dialogue';
export { observe, type Observed, type ObserveOptions, type Survey } from './observe';
export { evidenceOfSurvey, saidOf, staplesOf } from './presented-evidence';
export { probeTools } from './probe-tools';
export { askRevocation } from './revocation/revocation-check';
export { targetsOf, type Owner, type Target } from './target';
