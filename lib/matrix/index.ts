export * from './assessor';
