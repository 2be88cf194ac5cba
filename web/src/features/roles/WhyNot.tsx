import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { useCan, useMe } from '@/app/session';
import { ROLE, type Why } from './api';
import { Reasons } from './Reasons';

/** On a page that is not shown: what one's own roles reach, and whom to ask; for whoever may explain, the whole reason. */
export default function WhyNot({ resource, id = '' }: { resource: string; id?: string }) {
  const { t } = useTranslation('roles');
  const me = useMe();
  const full = useCan(ROLE, 'explain') && id !== '';
  const [open, setOpen] = useState(false);
  const mine = useQuery({ queryKey: [ROLE, 'why', resource, id], enabled: open, queryFn: ({ signal }) => api.get<Schema<'WhyMine'>>('/why', { params: { resource, id }, signal }) });
  const whole = useQuery({ queryKey: [ROLE, 'why', 'whole', resource, id], enabled: open && full, queryFn: ({ signal }) => api.get<Why>(`/people/${me.id}/why`, { params: { resource, id }, signal }) });
  const told = full ? whole.data : mine.data;
  const failed = full ? whole.error : mine.error;
  const ask = mine.data?.ask.filter((name) => name !== me.name) ?? [];
  return (
    <div className="why-not">
      {!open && <Button type="link" onClick={() => setOpen(true)} aria-expanded={false}>{t('why.title')}</Button>}
      {failed && <p className="red s13" role="alert">{Problem.from(failed).message}</p>}
      {told && <Reasons told={id ? told : { ...told, sentence: '' }} last={!full} />}
      {told && !full && ask.length > 0 && <p className="t2">{t(id ? 'why.whom' : 'why.whom_page', { names: ask.join(t('why.or')) })}</p>}
    </div>
  );
}
