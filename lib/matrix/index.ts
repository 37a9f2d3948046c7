export * from './assessor';
export * from './coverage';
export * from './hosts';
