import { Tooltip } from 'antd';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

/** The fields of a kind of record that the reader is not shown whole, and the roles that are. */
function useFieldRules(resource: string, enabled: boolean) {
  const { i18n } = useTranslation();
  return useQuery({ queryKey: ['accounts.role', 'fields', resource, i18n.language], enabled, staleTime: Infinity, queryFn: ({ signal }) => api.get<Schema<'FieldsTold'>>(`/fields/${resource}`, { signal }), select: (d) => d.items });
}

/** A lock that says, when it is looked at, who sees the whole. `field` is its key or a place it stands in ("contacts.phone"). */
export function LockNote({ resource, field, label, hidden = false }: { resource: string; field: string; label: string; hidden?: boolean }) {
  const { t } = useTranslation('privacy');
  const [open, setOpen] = useState(false);
  const rules = useFieldRules(resource, open);
  const key = field.split('.').at(-1);
  const seers = rules.data?.find((f) => f.key === field || f.key === key)?.seen_by.join(t('lock.and'));
  const text = `${t(hidden ? 'lock.hidden' : 'lock.masked')}${seers ? t('lock.seen_by', { roles: seers }) : ''}`;
  return (
    <Tooltip title={text} open={open} onOpenChange={setOpen} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="ib tiny" aria-label={t('lock.of', { label })} onClick={(e) => { e.preventDefault(); e.stopPropagation(); setOpen(true); }}><Lock size={13} aria-hidden /></button>
    </Tooltip>
  );
}
