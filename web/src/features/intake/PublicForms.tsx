import './intake.css';
import { Button } from 'antd';
import { Copy, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useQuestionnaires, wordOf } from '@/features/interviews/api';
import { people } from '@/lib/sources';
import { Bone, copyText, EmptyState, ErrorState, FormDialog, Page, Person, Tag, toast, type Values } from '@/ui';
import { RegionRules, sentRules, whole, type RegionRule } from './RegionRules';
import { addressOf, PUBLIC_FORM, usePublicForms, useRefresh, type PublicForm } from './api';

/** Forms that strangers may fill in: their addresses, their consent, whose the enquiries are. */
export function Component() {
  const { t, i18n } = useTranslation('intake');
  const may = useCan(PUBLIC_FORM, 'create');
  const found = usePublicForms();
  const [open, setOpen] = useState<PublicForm | 'new' | null>(null);
  const copy = (text: string) => copyText(text, t('done.copied'), t('copy_failed'));
  const frame = (key: string) => `<iframe src="${addressOf(key)}" title="${t('forms')}" width="100%" height="900"></iframe>`;
  return (
    <Page title={t('forms')} back={{ to: '/enquiries', label: t('title') }} actions={may && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t('publish')}</Button>}>
      <div className="pad enq">
        {found.isPending && <Bone width="100%" height={160} />}
        {found.isError && <ErrorState title={t('failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <EmptyState title={t('no_forms')} text={t('no_forms_text')} />}
        <ul className="enq-forms">
          {(found.data ?? []).map((f) => (
            <li key={f.id}>
              <p className="row wrap g8"><b>{wordOf(f.form as { zh: string; en: string }, i18n.language)}</b>{!f.is_open && <Tag>{t('closed')}</Tag>}<span className="sp" /><Person value={f.owner.name} />{may && <Button size="small" icon={<Pencil size={14} />} onClick={() => setOpen(f)} aria-label={t('edit_named', { name: String(f.form.zh) })}>{t('edit')}</Button>}</p>
              <p className="row wrap g8 mt4"><a className="inline-link el" href={addressOf(f.key)} target="_blank" rel="noreferrer">{addressOf(f.key)}</a><Button size="small" icon={<Copy size={14} />} onClick={() => copy(addressOf(f.key))}>{t('copy_address')}</Button>{f.origins.length > 0 && <Button size="small" icon={<Copy size={14} />} onClick={() => copy(frame(f.key))}>{t('copy_frame')}</Button>}<Link className="inline-link" to={`/web-questionnaires/${String(f.form.id)}`}>{t('questions')}</Link></p>
              {f.owners.length > 0 && <p className="s13 t2 mt4">{f.owners.map((r) => t('rule.told', { place: r.place, who: r.department?.name ?? r.owner?.name ?? '—' })).join(t('rule.sep'))}</p>}
              <p className="s13 t2 mt4">{i18n.language.startsWith('en') ? f.consent_en : f.consent_zh}</p>
            </li>
          ))}
        </ul>
      </div>
      {open && <Dialog one={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Dialog({ one, onClose }: { one?: PublicForm; onClose: () => void }) {
  const { t, i18n } = useTranslation('intake');
  const refresh = useRefresh();
  const forms = useQuestionnaires('web').data;
  if (!forms) return null;
  const lines = (v: unknown) => String(v ?? '').split(/[\s,，]+/).filter(Boolean);
  const body = (v: Values) => ({ form_id: v.form_id, owner_id: v.owner_id, purpose_zh: v.purpose_zh, purpose_en: v.purpose_en ?? '', intro_zh: v.intro_zh ?? '', intro_en: v.intro_en ?? '', retention_days: Number(v.retention_days), uploads: v.uploads === true, is_open: v.is_open === true, origins: lines(v.origins), owners: sentRules(v.owners as RegionRule[]) });
  const rules: RegionRule[] = (one?.owners ?? []).map((r, place) => ({ key: `${place}`, region: r.region, place: r.place, kind: r.department ? 'department' : 'owner', owner_id: r.owner?.id, owner: r.owner?.name, department_id: r.department?.id, department: r.department?.name }));
  return (
    <FormDialog<PublicForm>
      open title={t(one ? 'edit' : 'publish')} version={one?.version} submitText={t(one ? 'save' : 'publish')} onCancel={onClose}
      initial={one ? { ...one, form_id: String(one.form.id), owner_id: one.owner.id, origins: one.origins.join('\n'), owners: rules } : { form_id: forms[0]?.id ?? '', purpose_zh: t('purpose_first'), retention_days: 180, uploads: false, is_open: true, owners: rules }}
      fields={[
        { name: 'form_id', label: t('field.form'), type: 'choice', choices: forms.map((f) => ({ value: f.id, label: wordOf(f, i18n.language) })) },
        { name: 'owner_id', label: t('field.owner'), type: 'person', source: people, initialLabel: one?.owner.name },
        { name: 'owners', label: t('field.owners'), type: 'custom', optional: true, wide: true, help: t('field.owners_help'), validate: (v) => (whole(v as RegionRule[]) ? undefined : t('rule.incomplete')), render: (control) => <RegionRules {...control} /> },
        { name: 'purpose_zh', label: t('field.purpose_zh'), type: 'text', maxLength: 300, help: t('field.purpose_help') },
        { name: 'purpose_en', label: t('field.purpose_en'), type: 'text', optional: true, maxLength: 300 },
        { name: 'retention_days', label: t('field.retention'), type: 'integer', min: 1, max: 3650 },
        { name: 'intro_zh', label: t('field.intro_zh'), type: 'textarea', optional: true, maxLength: 500 },
        { name: 'intro_en', label: t('field.intro_en'), type: 'textarea', optional: true, maxLength: 500 },
        { name: 'origins', label: t('field.origins'), type: 'textarea', optional: true, help: t('field.origins_help') },
        { name: 'uploads', label: t('field.uploads'), type: 'switch' },
        { name: 'is_open', label: t('field.is_open'), type: 'switch' },
      ]}
      onSubmit={(values, { version, idempotencyKey }) => (one ? api.put<PublicForm>(`/public-forms/${one.id}`, body(values), { version }) : api.post<PublicForm>('/public-forms', body(values), { idempotencyKey }))}
      onDone={() => { onClose(); void refresh(); toast(t('done.saved')); }}
    />
  );
}
