export { Chain, Literal, member, Reference } from './code';
export { estateProgram, EstateProgram } from './estate-program';
export { FoundCertificate, FoundHost, foundProgram, FoundService } from './found-program';
export { NewClients } from './new-clients';
export { NewCertificate, newProject, NewProject, newProjectHeading, productOf, VERSION_WORDS } from './new-project';
export { ProjectFile, projectFiles, projectName } from './project-files';
export { runProgram } from './run-program';
export { Block, sourceText } from './source-text';
