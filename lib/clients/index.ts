export * from './application';
export * from './client-label';
export * from './platform';
export * from './root-reach';
