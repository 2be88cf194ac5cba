import { Button } from 'antd';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, FormDialog, toast } from '@/ui';
import { useRefresh, useRegister, type Activity } from './api';
import { Frame } from './Frame';

const GROUNDS = ['consent', 'contract', 'staff', 'duty'];

/** The register of processing, made from what the product itself keeps. */
export function Component() {
  const { t } = useTranslation('privacy');
  const register = useRegister();
  const may = useCan('privacy.activity', 'update');
  const [editing, setEditing] = useState<Activity | null>(null);
  return (
    <Frame>
      <div className="pv-body">
        <p className="t2">{t('register.text')}</p>
        {register.isPending && <div className="col g16" aria-hidden><Bone height={96} /><Bone height={96} /></div>}
        {register.isError && <ErrorState title={t('failed')} problem={Problem.from(register.error)} onRetry={() => void register.refetch()} />}
        {register.data && (
          <ul className="pv-list">
            {register.data.map((a) => (
              <li key={a.code}>
                <div className="grow"><b>{a.title}</b> <span className="s13 t3">{a.who}</span><Facts activity={a} /></div>
                {may && <Button size="small" icon={<Pencil size={14} />} aria-label={`${t('register.edit')} ${a.title}`} onClick={() => setEditing(a)}>{t('register.edit')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </div>
      {editing && <Edit activity={editing} onClose={() => setEditing(null)} />}
    </Frame>
  );
}

function Facts({ activity: a }: { activity: Activity }) {
  const { t } = useTranslation('privacy');
  const { t: c } = useTranslation();
  const kept = a.months ? t('register.months', { count: a.months }) : a.until || t(`register.until_${a.does}`);
  const facts = [
    ['purpose', a.purpose], ['ground', a.ground_label], ['fields', a.fields.join(c('word.and'))], ['encrypted', a.encrypted.join(c('word.and'))],
    ['kept', kept], ['recipients', a.recipients], ['measures', a.measures],
  ].filter(([, value]) => value);
  return <dl className="pv-facts s13">{facts.map(([key, value]) => <div key={key} style={{ display: 'contents' }}><dt>{t(`register.${key}`)}</dt><dd>{value}</dd></div>)}</dl>;
}

function Edit({ activity: a, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useTranslation('privacy');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={a.title} submitText={t('register.save')} onCancel={onClose} initial={{ purpose: a.purpose, ground: a.ground, recipients: a.recipients, measures: a.measures }}
      fields={[
        { name: 'purpose', label: t('register.purpose'), type: 'textarea', maxLength: 300 }, { name: 'ground', label: t('register.ground'), type: 'choice', choices: GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) })) },
        { name: 'recipients', label: t('register.recipients'), type: 'textarea', optional: true, maxLength: 300, help: t('register.recipients_help') }, { name: 'measures', label: t('register.measures'), type: 'textarea', optional: true, maxLength: 300 },
      ]}
      onSubmit={(values) => api.put(`/privacy/register/${a.code}`, values)} onDone={() => { onClose(); void refresh(); toast(t('register.saved')); }}
    />
  );
}
