import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, EmptyState, ErrorState, FormDialog, Page, Tag, toast, type Field, type Values } from '@/ui';
import { isMasked, locked } from '@/features/privacy/masks';
import { Reveal } from '@/features/privacy/Reveal';
import { ENTITY, useEntities, type Entity } from './api';
import './contracts.css';

/** Our own companies that sign. */
export function Component() {
  const { t } = useTranslation('contracts');
  const queries = useQueryClient();
  const entities = useEntities();
  const mayCreate = useCan(ENTITY, 'create');
  const mayUpdate = useCan(ENTITY, 'update');
  const [open, setOpen] = useState<Entity | 'new' | null>(null);
  const reload = () => queries.invalidateQueries({ queryKey: [ENTITY] });
  const setArchived = async (one: Entity, now: boolean): Promise<void> => {
    await api.post(`/legal-entities/${one.id}/${now ? 'archive' : 'restore'}`, {});
    await reload();
    if (now) toast({ text: t('done.entity_archived', { name: one.name }), undo: () => setArchived(one, false) });
  };
  const add = mayCreate && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t('entity.new')}</Button>;
  return (
    <Page title={t('entity.title')} actions={add}>
      {entities.isPending && <div className="pad"><Bone width="100%" height={120} /></div>}
      {entities.isError && <ErrorState title={t('entity.failed')} problem={Problem.from(entities.error)} onRetry={() => void entities.refetch()} />}
      {entities.data?.length === 0 && <EmptyState title={t('entity.none')} text={t('entity.none_text')} />}
      <ul className="entities">
        {entities.data?.map((e) => (
          <li key={e.id}>
            <span className="grow col"><span className="row g8"><b>{e.name}</b>{e.is_default && <Tag>{t('entity.default')}</Tag>}</span><span className="s13 t2">{[e.uscc, e.bank, isMasked(e.account) ? '' : e.account].filter(Boolean).join(' · ') || (isMasked(e.account) ? '' : t('entity.bare'))}</span>{isMasked(e.account) && <span className="s13 t2"><Reveal resource={ENTITY} id={e.id} field="account" label={t('entity.account')} masked={e.account} /></span>}</span>
            {mayUpdate && <Button size="small" onClick={() => setOpen(e)}>{t('entity.edit')}</Button>}
            {mayUpdate && (entities.data?.length ?? 0) > 1 && <Button size="small" onClick={() => void setArchived(e, true).catch((x: Error) => toast({ text: x.message, tone: 'bad' }))}>{t('act.archive')}</Button>}
          </li>
        ))}
      </ul>
      {open && <EntityDialog entity={open === 'new' ? null : open} onClose={() => setOpen(null)} onDone={() => { void reload(); setOpen(null); }} />}
    </Page>
  );
}

function EntityDialog({ entity, onClose, onDone }: { entity: Entity | null; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('contracts');
  const { t: lock } = useTranslation('privacy');
  const fields: Field[] = locked([
    { name: 'name', label: t('entity.name'), type: 'text', maxLength: 120 },
    { name: 'uscc', label: t('entity.uscc'), type: 'uscc', optional: true },
    { name: 'bank', label: t('entity.bank'), type: 'text', optional: true, maxLength: 120 },
    { name: 'account', label: t('entity.account'), type: 'text', optional: true, maxLength: 40 },
    { name: 'is_default', label: t('entity.is_default'), type: 'switch' },
  ], entity ?? undefined, lock);
  const initial: Values = { name: entity?.name ?? '', uscc: entity?.uscc ?? '', bank: entity?.bank ?? '', account: entity?.account ?? '', is_default: entity?.is_default ?? false };
  const send = (v: Values, key: string, version?: number) => (entity ? api.patch(`/legal-entities/${entity.id}`, v, { version }) : api.post('/legal-entities', v, { idempotencyKey: key }));
  return (
    <FormDialog
      open title={t(entity ? 'entity.edit_title' : 'entity.new')} fields={fields} initial={initial} version={entity?.version} submitText={t(entity ? 'save' : 'entity.create')} onCancel={onClose}
      onSubmit={(v, { idempotencyKey, version }) => send(v, idempotencyKey, version)} onDone={onDone}
    />
  );
}
