import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { departmentChoices } from '@/features/accounts/fields';
import { people } from '@/lib/sources';
import { FormDialog, type Field } from '@/ui';
import { useMergePreview, useMovePreview, type Dept, type DeptDone, type DeptPreview } from './api';

interface Props { all: Dept[]; dept: Dept; onClose: () => void; onDone: (made: DeptDone) => void }

const outside = (all: Dept[], dept: Dept) => all.filter((d) => !d.path.startsWith(dept.path));

/** Name and manager of one that is there, or a new one below `parent`. */
export function EditDepartment({ all, dept, parent, onClose, onDone }: Omit<Props, 'dept'> & { dept?: Dept; parent?: Dept }) {
  const { t } = useTranslation('organisation');
  const fields: Field[] = [
    { name: 'name', label: t('dept.name'), type: 'text', maxLength: 80 },
    ...(dept ? [] : [{ name: 'parent_id', label: t('dept.parent'), type: 'choice', optional: true, choices: departmentChoices(all), help: t('dept.top') } satisfies Field]),
    { name: 'manager_id', label: t('dept.manager'), type: 'person', optional: true, source: people, initialLabel: dept?.manager ?? undefined, help: t('dept.manager_help') },
  ];
  return (
    <FormDialog<DeptDone>
      open title={dept ? t('dept.edit_of', { name: dept.name }) : t('dept.new')} fields={fields} version={dept?.version} submitText={t(dept ? 'save' : 'dept.new')} onCancel={onClose} onDone={onDone}
      initial={{ name: dept?.name ?? '', parent_id: parent?.id ?? '', manager_id: dept?.manager_id ?? '' }}
      onSubmit={({ name, parent_id, manager_id }, { idempotencyKey, version }) => (dept
        ? api.patch<DeptDone>(`/departments/${dept.id}`, { name, manager_id: manager_id || null }, { version })
        : api.post<DeptDone>('/departments', { name, parent_id: parent_id || null, manager_id: manager_id || null }, { idempotencyKey }))}
    />
  );
}

/** Where it hangs, with how many people would reach more or less. */
export function MoveDepartment({ all, dept, onClose, onDone }: Props) {
  const { t } = useTranslation('organisation');
  const field: Field = { name: 'parent_id', label: t('dept.parent'), type: 'choice', optional: true, choices: departmentChoices(outside(all, dept)), help: t('dept.top') };
  return (
    <FormDialog<DeptDone>
      open title={t('dept.move_of', { name: dept.name })} fields={[field]} version={dept.version} submitText={t('dept.move')} initial={{ parent_id: dept.parent_id ?? '' }} onCancel={onClose} onDone={onDone}
      onSubmit={({ parent_id }, { version }) => api.patch<DeptDone>(`/departments/${dept.id}`, { parent_id: parent_id || null }, { version })}
      footer={(values) => <MoveTold dept={dept} parent={(values.parent_id as string) || null} />}
    />
  );
}

function MoveTold({ dept, parent }: { dept: Dept; parent: string | null }) {
  const found = useMovePreview(dept.id, parent === dept.parent_id ? undefined : parent);
  return <Reach preview={found.data} failed={found.error} />;
}

export function MergeDepartment({ all, dept, onClose, onDone }: Props) {
  const { t } = useTranslation('organisation');
  const field: Field = { name: 'into_id', label: t('dept.into'), type: 'choice', choices: departmentChoices(outside(all, dept)), help: t('dept.into_help', { name: dept.name }) };
  return (
    <FormDialog<DeptDone>
      open title={t('dept.merge_of', { name: dept.name })} fields={[field]} version={dept.version} submitText={t('dept.merge')} initial={{ into_id: '' }} onCancel={onClose} onDone={onDone}
      onSubmit={(values, { version }) => api.post<DeptDone>(`/departments/${dept.id}/merge`, values, { version })}
      footer={(values) => <MergeTold dept={dept} into={(values.into_id as string) || ''} />}
    />
  );
}

function MergeTold({ dept, into }: { dept: Dept; into: string }) {
  const { t } = useTranslation('organisation');
  const found = useMergePreview(dept.id, into);
  const p = found.data;
  return <>{p && <p className="s13 t2">{t('dept.goes', { people: p.people, below: p.below, records: p.records })}</p>}<Reach preview={p} failed={found.error} /></>;
}

function Reach({ preview, failed }: { preview?: DeptPreview; failed: unknown }) {
  const { t } = useTranslation('organisation');
  if (failed) return <p className="s13 red" role="alert">{Problem.from(failed).message}</p>;
  if (!preview) return null;
  const names = preview.names.join(t('and'));
  return <p className="s13 t2" role="status">{preview.reach_changes === 0 ? t('dept.reach_none') : t('dept.reach', { count: preview.reach_changes, names })}</p>;
}
