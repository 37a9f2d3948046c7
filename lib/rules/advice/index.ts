export * from './advice';
export * from './certificate-advisor';
