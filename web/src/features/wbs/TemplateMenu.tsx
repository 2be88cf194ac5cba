import { Button } from 'antd';
import { LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import type { Project } from '@/features/projects/api';
import { FormDialog, MenuDrop, toast } from '@/ui';
import { ApplyDialog } from './ApplyDialog';
import { TEMPLATE, TYPES, useRefresh, type Template } from './api';

/** On a project: begin its plan from a template, or keep the plan as one. */
export function TemplateMenu({ project }: { project: Project }) {
  const { t } = useTranslation('wbs');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const maySee = useCan(TEMPLATE, 'view');
  const mayKeep = useCan(TEMPLATE, 'create');
  const [open, setOpen] = useState<'apply' | 'keep' | null>(null);
  const items = [...(maySee && project.may.plan ? [{ key: 'apply', label: t('apply.open') }] : []), ...(mayKeep && project.tasks > 0 ? [{ key: 'keep', label: t('keep.open') }] : [])];
  if (items.length === 0) return null;
  return (
    <>
      <MenuDrop menu={{ items, onClick: ({ key }) => setOpen(key as 'apply' | 'keep') }}><Button icon={<LayoutTemplate size={15} />}>{t('menu')}</Button></MenuDrop>
      {open === 'apply' && <ApplyDialog project={project} onClose={() => setOpen(null)} />}
      {open === 'keep' && (
        <FormDialog<Template>
          open title={t('keep.title')} initial={{ name: project.name, type: 'other' }} submitText={t('keep.open')} onCancel={() => setOpen(null)}
          fields={[{ name: 'name', label: t('col.name'), type: 'text', maxLength: 120 }, { name: 'type', label: t('col.type'), type: 'choice', choices: TYPES.map((value) => ({ value, label: t(`type.${value}`) })) }, { name: 'note', label: t('col.note'), type: 'textarea', optional: true, maxLength: 500, help: t('keep.help') }]}
          onSubmit={(v, { idempotencyKey }) => api.post<Template>(`/projects/${project.id}/template`, { ...v, note: v.note ?? '' }, { idempotencyKey })}
          onDone={(made) => { setOpen(null); void refresh(); toast(t('keep.done', { name: made.name })); void navigate(`/wbs-templates/${made.id}`); }}
        />
      )}
    </>
  );
}
