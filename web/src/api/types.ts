import type { components } from './schema';

/** A schema of the committed contract by its name: what an endpoint answers or takes. */
export type Schema<K extends keyof components['schemas']> = components['schemas'][K];
