import { useTranslation } from 'react-i18next';
import { DateText, Status } from '@/ui';
import type { State } from './api';

/** 逾期 18 天, 37 天后到期, 未到期, 待触发, 质保中, 已收清. */
export function InstalmentState({ row }: { row: { state: State; days: number | null; due_on: string | null; expected_on: string | null } }) {
  const { t } = useTranslation();
  const { t: own } = useTranslation('contracts');
  const state = `instalment.${row.state}`;
  if (row.state === 'overdue') return <Status state={state}>{t('day.overdue', { count: row.days ?? 0 })}</Status>;
  if (row.state === 'due_soon') return <Status state={state}>{row.days === 0 ? own('due_today') : t('day.due_in', { count: row.days ?? 0 })}</Status>;
  return <Status state={state} />;
}

/** The date it is due; a guess stands in grey and says so. */
export function DueDate({ row }: { row: { due_on: string | null; expected_on: string | null } }) {
  const { t } = useTranslation('contracts');
  if (row.due_on) return <DateText value={row.due_on} />;
  if (row.expected_on) return <span className="t3"><DateText value={row.expected_on} /> <span className="s12">{t('expected')}</span></span>;
  return <span className="t3">—</span>;
}
