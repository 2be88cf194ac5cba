import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';
import { Bone, FormDialog, type Field, type Values } from '@/ui';
import { useRulePreview, type TagRuleRow } from './api';
import { ConditionEditor } from './Conditions';

const EMPTY: string[] = [];
/** A rule can't ask for its own work. */
const NOT_IN_RULES = ['tag'];
interface Props { rule?: TagRuleRow; filters?: string[]; onClose: () => void; onDone: () => void }

export function TagRuleDialog({ rule, filters = EMPTY, onClose, onDone }: Props) {
  const { t } = useTranslation('care');
  const fields: Field[] = [
    { name: 'tag', label: t('rule.tag'), type: 'text', maxLength: 20, disabled: Boolean(rule) },
    {
      name: 'filters', label: t('segment.filters'), type: 'custom', wide: true, help: t('rule.filters_help'), validate: (v) => ((v as string[]).length ? undefined : t('segment.no_filters')),
      render: (c) => <ConditionEditor value={c.value as string[]} onChange={c.onChange} without={NOT_IN_RULES} />, display: (v) => t('segment.n_filters', { count: (v as string[]).length }),
    },
    { name: 'note', label: t('rule.note'), type: 'text', optional: true, maxLength: 300 },
  ];
  const initial: Values = { tag: rule?.tag ?? '', filters: rule?.filters ?? filters, note: rule?.note ?? '' };
  const send = (v: Values, key: string, version?: number) => {
    const body = { tag: v.tag, filters: v.filters, note: v.note ?? '' };
    return rule ? api.put<Schema<'TagRuleMade'>>(`/tag-rules/${rule.id}`, body, { version }) : api.post<Schema<'TagRuleMade'>>('/tag-rules', body, { idempotencyKey: key });
  };
  return (
    <FormDialog
      open width={640} title={rule ? t('rule.edit_named', { tag: rule.tag }) : t('rule.new')} fields={fields} initial={initial} version={rule?.version} submitText={t(rule ? 'rule.save' : 'rule.create')} onCancel={onClose}
      onSubmit={(v, { idempotencyKey, version }) => send(v, idempotencyKey, version)} onDone={() => { jobStarted(); onDone(); }} footer={(v) => <Effect tag={String(v.tag)} filters={v.filters as string[]} />}
    />
  );
}

/** What saving would do, before it is done. */
function Effect({ tag, filters }: { tag: string; filters: string[] }) {
  const { t } = useTranslation('care');
  const found = useRulePreview(tag, filters);
  if (filters.length === 0 || tag.trim() === '') return <p className="t3">{t('rule.hint')}</p>;
  if (found.isPending) return <Bone width={200} height={20} />;
  if (found.isError) return <p className="red" role="alert">{Problem.from(found.error).message}</p>;
  const { put, by_hand: hand, take } = found.data;
  return (
    <p className="t2" role="status">
      {t('rule.effect', { count: found.data.found, put })}{hand > 0 && t('rule.effect_hand', { count: hand })}{take > 0 && t('rule.effect_take', { count: take })}
    </p>
  );
}
