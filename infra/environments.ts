// Environments are values of blueprints; whatever stands above the program reads them here.
export { ENVIRONMENTS, type Environment, type Environments } from "#blueprints/contract/environment";
