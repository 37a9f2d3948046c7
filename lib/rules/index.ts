export * from './catalogue';
export * from './judge-estate';
export * from './packs';
