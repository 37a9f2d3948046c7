export * from './advice';
export * from './catalogue';
export { judgeEstate, type JudgeEstateOptions, rulesOfTheAppAlone } from './judge-estate';
export * from './packs';
