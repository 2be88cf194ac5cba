import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Glyph } from './Glyph';
import { stateOf, type StateKey } from './states';

export interface StatusProps {
  state: StateKey | (string & {});
  /** Instead of the state's word: 逾期 18 天. */
  children?: ReactNode;
}

const COLOUR = { n: '', b: '', g: '', a: 'amber', r: 'red', v: '' } as const;

/** In rows: glyph and word, no fill; only what asks for something is coloured. */
export function Status({ state, children }: StatusProps) {
  const { t } = useTranslation();
  const { glyph, tone } = stateOf(state);
  return <span className={`st ${COLOUR[tone]}`}><Glyph kind={glyph} />{children ?? t(`state.${state}`)}</span>;
}

/** In headers: a pill of 22 px. */
export function StatusPill({ state, children }: StatusProps) {
  const { t } = useTranslation();
  const { glyph, tone } = stateOf(state);
  return <span className={`pill ${tone}`}><Glyph kind={glyph} size={12} />{children ?? t(`state.${state}`)}</span>;
}
