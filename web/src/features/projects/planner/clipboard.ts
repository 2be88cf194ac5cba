import { load, save } from '@/lib/storage';

/** Rows that were copied or cut, kept so that another project's page finds them. */
export interface Clip { project: string; ids: string[]; cut: boolean }

const KEY = 'planner.clip';
const NONE: Clip = { project: '', ids: [], cut: false };

export const clip = (): Clip => load(KEY, NONE);
export const keepClip = (now: Clip) => save(KEY, now);
export const forgetClip = () => save(KEY, NONE);
