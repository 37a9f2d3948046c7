export * from './changes';
export * from './text';
