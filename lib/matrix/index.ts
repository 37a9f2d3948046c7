export * from './assessor';
export * from './coverage';
