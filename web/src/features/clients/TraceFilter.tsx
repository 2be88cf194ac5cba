import { Input, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { people } from '@/lib/sources';
import { useDebounced } from '@/lib/useDebounced';
import { TRACES } from './fields';

interface Narrow { kind: string; author: string; keyword: string }

/** Traces by kind, by who left them, by keyword. */
export function TraceFilter({ value, onChange }: { value: Narrow; onChange: (now: Narrow) => void }) {
  const { t } = useTranslation('clients');
  const [q, setQ] = useState('');
  const [open, setOpen] = useState(false);
  const late = useDebounced(q, 250);
  const found = useQuery({ queryKey: ['choose', 'trace-author', late], queryFn: ({ signal }) => people(late, signal), enabled: open, placeholderData: (old) => old });
  const narrowed = value.kind || value.author || value.keyword;
  return (
    <div className="row wrap g8 mb12">
      <Select size="small" style={{ minWidth: 116 }} value={value.kind} onChange={(kind) => onChange({ ...value, kind })} aria-label={t('trace.kind')} options={[{ value: '', label: t('trace.any_kind') }, ...TRACES.map((k) => ({ value: k, label: t(`note_kind.${k}`) }))]} />
      <Select
        size="small" style={{ minWidth: 116 }} allowClear value={value.author || undefined} placeholder={t('trace.author')} aria-label={t('trace.author')} loading={found.isFetching} onOpenChange={setOpen}
        showSearch={{ filterOption: false, onSearch: setQ }} options={found.data} onChange={(author: string | undefined) => onChange({ ...value, author: author ?? '' })}
      />
      <Input.Search key={value.keyword} size="small" style={{ width: 160 }} allowClear defaultValue={value.keyword} placeholder={t('trace.keyword')} aria-label={t('trace.keyword')} onSearch={(keyword) => onChange({ ...value, keyword: keyword.trim() })} />
      {narrowed && <button type="button" className="linkish s13" onClick={() => onChange({ kind: '', author: '', keyword: '' })}>{t('common:table.clear_filters')}</button>}
    </div>
  );
}
