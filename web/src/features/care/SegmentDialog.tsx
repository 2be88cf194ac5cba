import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Bone, FormDialog, type Field, type Values } from '@/ui';
import { sentSegment, useSegmentPreview, useShares, type Segment } from './api';
import { ConditionEditor } from './Conditions';

const EMPTY: string[] = [];
type Kept = Pick<Segment, 'id' | 'version' | 'name' | 'note' | 'filters' | 'share' | 'department_id' | 'role_id'>;
interface Props { segment?: Kept; filters?: string[]; onClose: () => void; onDone: (made: Segment) => void }

/** A name for conditions, and with whom they are shared; how many clients pass is said while they are chosen. */
export function SegmentDialog({ segment, filters = EMPTY, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation('care');
  const shares = useShares();
  const words = (items: { value: string; zh: string; en: string }[] = []) => items.map((i) => ({ value: i.value, label: i18n.language.startsWith('en') ? i.en : i.zh }));
  const may = shares.data?.may_share === true;
  const fields: Field[] = [
    { name: 'name', label: t('segment.name'), type: 'text', maxLength: 60 },
    {
      name: 'filters', label: t('segment.filters'), type: 'custom', wide: true, validate: (v) => ((v as string[]).length ? undefined : t('segment.no_filters')),
      render: (c) => <ConditionEditor value={c.value as string[]} onChange={c.onChange} />, display: (v) => t('segment.n_filters', { count: (v as string[]).length }),
    },
    { name: 'note', label: t('segment.note'), type: 'text', optional: true, maxLength: 300 },
    ...(may || (segment && segment.share !== 'own') ? [
      { name: 'share', label: t('segment.share'), type: 'choice', choices: (['own', 'department', 'role', 'all'] as const).map((v) => ({ value: v, label: t(`share.${v}`) })) },
      { name: 'department_id', label: t('segment.department'), type: 'choice', choices: words(shares.data?.departments), visible: (v) => v.share === 'department', help: t('segment.department_help') },
      { name: 'role_id', label: t('segment.role'), type: 'choice', choices: words(shares.data?.roles), visible: (v) => v.share === 'role' },
    ] satisfies Field[] : []),
  ];
  if (shares.isPending) return null;
  const initial: Values = segment ? { ...segment, department_id: segment.department_id ?? '', role_id: segment.role_id ?? '' } : { name: '', note: '', filters, share: 'own', department_id: '', role_id: '' };
  const send = (values: Values, key: string, version?: number) => (segment
    ? api.put<Segment>(`/segments/${segment.id}`, sentSegment({ ...initial, ...values }), { version })
    : api.post<Segment>('/segments', sentSegment({ ...initial, ...values }), { idempotencyKey: key }));
  return (
    <FormDialog<Segment>
      open width={640} title={t(segment ? 'segment.edit_title' : 'segment.new')} fields={fields} initial={initial} version={segment?.version} submitText={t(segment ? 'save' : 'segment.create')} onCancel={onClose}
      onSubmit={(values, { idempotencyKey, version }) => send(values, idempotencyKey, version)} onDone={onDone} footer={(values) => <Passing filters={values.filters as string[]} />}
    />
  );
}

function Passing({ filters }: { filters: string[] }) {
  const { t } = useTranslation('care');
  const found = useSegmentPreview(filters);
  if (filters.length === 0) return <p className="t3">{t('segment.hint')}</p>;
  if (found.isPending) return <Bone width={160} height={20} />;
  if (found.isError || found.data.count === null) return <p className="red" role="alert">{t('segment.fault', { what: found.data?.fault ?? '' })}</p>;
  return <p className="t2" role="status">{t(found.data.capped ? 'segment.passing_capped' : 'segment.passing', { count: found.data.count })}</p>;
}
