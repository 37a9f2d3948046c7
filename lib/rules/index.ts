export * from './advice';
export * from './catalogue';
export * from './judge-estate';
export * from './packs';
export * from './rule-catalogue';
