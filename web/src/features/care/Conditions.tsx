import { useTranslation } from 'react-i18next';
import { useListMeta } from '@/ui/table/data';
import { FilterBar } from '@/ui/table/FilterBar';
import { opWord, valueWord } from '@/ui/table/filterWords';
import { usePeopleNames } from '@/ui/table/people';
import { formatFilter, parseFilter } from '@/ui/table/state';
import type { FilterValue } from '@/ui/table/types';

const NEVER = ['segment', 'archived'];
const parsed = (filters: readonly string[]) => filters.map(parseFilter).filter((f): f is FilterValue => f !== null);

/** The conditions in words, as the chips of the list of clients say them. */
export function ConditionWords({ filters }: { filters: readonly string[] }) {
  const { t } = useTranslation();
  const { t: c } = useTranslation('care');
  const meta = useListMeta('clients').data;
  const values = parsed(filters);
  const people = usePeopleNames(values.some((f) => meta?.filters.find((m) => m.key === f.field)?.type === 'person'));
  const words = values.map((f) => {
    const spec = meta?.filters.find((m) => m.key === f.field);
    return spec ? `${spec.label} ${opWord(t, spec, f.op)} ${valueWord(t, spec, f, people)}`.trim() : c('condition_closed');
  });
  const whole = words.join(c('and'));
  return <span className="el" title={whole}>{meta ? whole : '…'}</span>;
}

interface EditorProps { value: string[]; onChange: (filters: string[]) => void; without?: readonly string[] }

/** The filters of the list of clients, to be put together where a name is given to them. */
export function ConditionEditor({ value, onChange, without = [] }: EditorProps) {
  const meta = useListMeta('clients').data;
  const left = meta && { ...meta, filters: meta.filters.filter((f) => !NEVER.includes(f.key) && !without.includes(f.key)) };
  return <div className="ca-conditions"><FilterBar meta={left} filters={parsed(value)} hasQuery={false} onChange={(now) => onChange(now.map(formatFilter))} onClear={() => onChange([])} /></div>;
}
