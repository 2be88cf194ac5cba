import { useTranslation } from 'react-i18next';
import { Glyph } from '@/ui';
import type { Batch, Narrow, ProblemKind } from './api';

interface Props { batch: Batch; narrow: Narrow; onChange: (narrow: Narrow) => void }

/** Problems that any field may have: they are told with the field's name. */
const GENERAL = new Set(['required', 'formula_error', 'scientific', 'text_long', 'number_unreadable', 'choice_unknown', 'not_text', 'fact_wrong', 'blank_word', 'tidy_off', 'bool_unreadable']);

/** Problems by kind with their counts; below, what was tidied without asking, and rows to look at. */
export function ProblemList({ batch, narrow, onChange }: Props) {
  const { t } = useTranslation('imports');
  const { problems, verdicts } = batch.counts;
  const n = (value: number) => value.toLocaleString('en');
  const same = (a: Narrow) => a.show === narrow.show && a.field === narrow.field && a.code === narrow.code;
  const entry = (key: string, wanted: Narrow, glyph: 'late' | 'soon' | 'hold' | 'done', label: string, count: number) => (
    <li key={key}><button type="button" className={same(wanted) ? 'on' : ''} aria-pressed={same(wanted)} onClick={() => onChange(wanted)}><Glyph kind={glyph} /><span className="el">{label}</span><span className="n num">{n(count)}</span></button></li>
  );
  const kinds = (severity: ProblemKind['severity']) => problems.filter((p) => p.severity === severity)
    .map((p) => entry(`${p.field}:${p.code}`, { show: 'problems', field: p.field, code: p.code }, severity === 'error' ? 'late' : 'soon', GENERAL.has(p.code) ? t('kind', { field: p.label, what: t(`problem.${p.code}`) }) : t(`problem.${p.code}`), p.rows));
  const errors = kinds('error');
  const asks = kinds('ask');
  const tidied = batch.rules.filter((r) => r.count > 0).sort((a, b) => b.count - a.count);
  return (
    <nav className="imp-kinds" aria-label={t('kinds.label')}>
      <ul>{entry('all', { show: 'problems' }, 'hold', t('kinds.all'), verdicts.rejected + verdicts.confirm)}</ul>
      {errors.length > 0 && <><h3>{t('kinds.errors')}</h3><ul>{errors}</ul></>}
      {asks.length > 0 && <><h3>{t('kinds.asks')}</h3><ul>{asks}</ul></>}
      <h3>{t('kinds.rows')}</h3>
      <ul>
        {(['new', 'update', 'unchanged', 'skipped'] as const).filter((v) => verdicts[v] > 0).map((v) => entry(v, { show: v }, v === 'new' || v === 'update' ? 'done' : 'hold', t(`verdict.${v}`), verdicts[v]))}
      </ul>
      {tidied.length > 0 && (
        <>
          <h3>{t('kinds.tidied')}</h3>
          <ul className="still">{tidied.map((r) => <li key={r.code}><Glyph kind="done" /><span className="el">{t(`tidied.${r.code}`)}</span><span className="n num">{n(r.count)}</span></li>)}</ul>
        </>
      )}
    </nav>
  );
}
