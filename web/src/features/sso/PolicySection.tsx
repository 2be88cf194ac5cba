import { Button, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useQueryClient } from '@tanstack/react-query';
import { people } from '@/lib/sources';
import { Bone, ErrorState, Section, toast } from '@/ui';
import { PROVIDER, usePolicy, type Policy } from './api';

/** Only single sign-on, and who comes in all the same when no provider answers. */
export function PolicySection({ mayUpdate }: { mayUpdate: boolean }) {
  const { t } = useTranslation('sso');
  const found = usePolicy();
  if (found.isPending) return <Bone width="100%" height={120} />;
  if (found.isError) return <ErrorState title={t('policy.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  return <Form key={`${found.data.sso_only}${found.data.spared.map((s) => s.id).join()}`} policy={found.data} mayUpdate={mayUpdate} />;
}

interface Choice { value: string; label: string }

function Form({ policy: p, mayUpdate }: { policy: Policy; mayUpdate: boolean }) {
  const { t } = useTranslation('sso');
  const queries = useQueryClient();
  const id = useId();
  const [only, setOnly] = useState(p.sso_only);
  const [spared, setSpared] = useState<Choice[]>(p.spared.map((s) => ({ value: s.id, label: s.name })));
  const [options, setOptions] = useState<Choice[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const find = (text: string) => void people(text, new AbortController().signal).then(setOptions, () => setOptions([]));
  const changed = only !== p.sso_only || spared.map((s) => s.value).sort().join() !== p.spared.map((s) => s.id).sort().join();
  const save = async () => {
    setBusy(true);
    setFailure('');
    try {
      queries.setQueryData([PROVIDER, 'policy'], await api.put<Policy>('/sign-in-policy', { sso_only: only, spared: spared.map((s) => s.value) }));
      toast(t('policy.saved'));
    } catch (error) {
      setFailure(Problem.from(error).message);
    }
    setBusy(false);
  };
  const unready = p.spared.filter((s) => !s.ready).map((s) => s.name).join(t('and'));
  return (
    <Section title={t('policy.title')} note={t('policy.linked', { some: p.linked, count: p.staff })}>
      <div className="row g12"><Switch id={`${id}-o`} checked={only} disabled={!mayUpdate} onChange={setOnly} /><label htmlFor={`${id}-o`}>{t('policy.only')}</label></div>
      <p className="s13 t2 mt8 mb12">{t('policy.only_text')}</p>
      <label htmlFor={`${id}-s`} className="s13 sso-label">{t('policy.spared')}</label>
      <Select
        id={`${id}-s`} className="sso-spared" mode="multiple" labelInValue showSearch filterOption={false} disabled={!mayUpdate} value={spared} options={options} placeholder={t('policy.choose')}
        onSearch={find} onFocus={() => find('')} onChange={(now: Choice[]) => setSpared(now.map((c) => ({ value: c.value, label: c.label })))}
      />
      <p className="s13 t3 mt4">{t('policy.spared_text')}</p>
      {unready && <p className="s13 amber mt4">{t('policy.unready', { names: unready })}</p>}
      <p className="red s13 mt8" role="alert">{failure}</p>
      {mayUpdate && <Button type="primary" className="mt8" disabled={!changed} loading={busy} onClick={() => void save()}>{t('save')}</Button>}
    </Section>
  );
}
