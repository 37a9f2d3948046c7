export * from './application';
export * from './platform';
export * from './root-reach';
