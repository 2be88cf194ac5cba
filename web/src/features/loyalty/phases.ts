import type { Rule } from './keeping';

/** The glyph of each phase, by the states that the house has. */
const STATES: Record<Rule['phase'], string> = { draft: 'approval.withdrawn', waiting: 'approval.waiting', to_come: 'approval.waiting', in_force: 'approval.approved', over: 'approval.rejected' };

export const phaseState = (phase: Rule['phase']) => STATES[phase];
