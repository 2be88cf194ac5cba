import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { clients } from '@/lib/sources';
import { FormDialog, RailSection, toast } from '@/ui';
import { CLIENT, useRefresh, type Dossier } from './api';
import { sent } from './fields';

type GroupOf = Schema<'GroupOut'>;
const RELATIONS = ['subsidiary', 'branch'];

/** What stands above this company and what below, as far as the reader sees it. */
export function Group({ client }: { client: Dossier }) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const may = useCan(CLIENT, 'update') && client.archived_at === null;
  const [open, setOpen] = useState(false);
  const found = useQuery({ queryKey: [CLIENT, 'group', client.id], queryFn: ({ signal }) => api.get<GroupOf>(`/clients/${client.id}/group`, { signal }) });
  const group = found.data;
  if (!group) return null;
  const parent = group.above.at(-1);
  if (group.above.length === 0 && group.members.length === 0 && !may) return null;
  return (
    <RailSection title={t('group_of.title')} action={may && <Button type="text" size="small" onClick={() => setOpen(true)}>{t(parent ? 'group_of.change' : 'group_of.set')}</Button>}>
      {group.above.length === 0 && group.members.length === 0 && <p className="t3">{t('group_of.none')}</p>}
      <ul className="gaps">
        {group.above.map((c) => <li key={c.id} className="row btw"><Link to={`/clients/${c.id}`} className="el">{c.name}</Link></li>)}
        {group.relation && <li className="row t2">{t(`group_of.${group.relation}`)}</li>}
        {group.members.length > 0 && <li className="row t3">{t('group_of.below')}</li>}
        {group.members.map((c) => <li key={c.id} className="row btw g8"><Link to={`/clients/${c.id}`} className="el">{c.name}</Link><span className="t3 nw">{t(`group_of.${c.relation}`)}</span></li>)}
      </ul>
      {group.more && <p className="s13 t3 mt8">{t('group_of.more')}</p>}
      {open && (
        <FormDialog<GroupOf>
          open title={t('group_of.form', { name: client.name })} submitText={t('group_of.submit')} onCancel={() => setOpen(false)}
          initial={{ parent_id: parent?.id ?? '', relation: group.relation ?? 'subsidiary' }}
          fields={[
            { name: 'parent_id', label: t('group_of.parent'), type: 'client', optional: true, source: clients, initialLabel: parent?.name, help: t('group_of.parent_help') },
            { name: 'relation', label: t('group_of.relation'), type: 'choice', choices: RELATIONS.map((r) => ({ value: r, label: t(`group_of.${r}`) })), visible: (v) => Boolean(v.parent_id) },
          ]}
          onSubmit={(values) => api.put<GroupOf>(`/clients/${client.id}/parent`, sent(values))}
          onDone={() => { setOpen(false); void refresh(); toast(t('group_of.saved')); }}
        />
      )}
    </RailSection>
  );
}
