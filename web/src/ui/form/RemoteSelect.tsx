import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '@/lib/useDebounced';
import type { Field, Option } from './types';

interface Props { id: string; field: Field; value: unknown; onChange: (value: unknown) => void; onBlur: () => void; invalid: boolean; describedBy?: string }

/** Choices that live on the server: searched 250 ms after the last letter, the chosen ones keep their names. */
export function RemoteSelect({ id, field, value, onChange, onBlur, invalid, describedBy }: Props) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Option[]>(() => (typeof value === 'string' && value && field.initialLabel ? [{ value, label: field.initialLabel }] : []));
  const late = useDebounced(q, 250);
  const source = field.source;
  const found = useQuery({
    queryKey: ['choose', field.name, id, late],
    queryFn: ({ signal }) => (source ? source(late, signal) : Promise.resolve([])),
    enabled: open && Boolean(source),
    placeholderData: (old) => old,
  });
  const options = [...(found.data ?? [])];
  chosen.forEach((c) => { if (!q && !options.some((o) => o.value === c.value)) options.unshift(c); });
  return (
    <Select
      id={id} mode={field.multiple ? 'multiple' : undefined} value={(value || undefined) as string | string[] | undefined} status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy}
      showSearch={{ filterOption: false, onSearch: setQ }} allowClear={field.optional} disabled={field.disabled} placeholder={field.placeholder ?? t('form.choose')} loading={found.isFetching} onBlur={onBlur} onOpenChange={setOpen}
      notFoundContent={found.isError ? t('form.source_failed') : found.isFetching || !found.data ? t('palette.searching') : t('form.nothing_found')}
      onChange={(v, option) => { setChosen((Array.isArray(option) ? option : option ? [option] : []) as Option[]); setQ(''); onChange(v ?? (field.multiple ? [] : null)); }}
      options={options} optionRender={(o) => <span className="row g8"><span className="el">{o.data.label}</span>{o.data.note && <span className="s13 t3 el">{o.data.note}</span>}</span>}
    />
  );
}
