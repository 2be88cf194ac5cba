import { Button, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useRefreshAny } from '@/lib/refresh';
import { Bone, toast } from '@/ui';
import { FIT_RULE, PROJECT, useFitRule, type FitRule } from './api';

const PARTS = ['skill', 'load', 'past', 'distance'] as const;

/** How much each part counts when people are ranked for a task. */
export function FitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const held = useFitRule();
  return (
    <Modal open title={t('fit.title')} footer={null} width={480} onCancel={onClose} destroyOnHidden>
      {held.isPending && <Bone width="100%" height={160} />}
      {held.isError && <p className="red" role="alert">{Problem.from(held.error).message}</p>}
      {held.data && <Editor held={held.data} onClose={onClose} />}
    </Modal>
  );
}

function Editor({ held, onClose }: { held: FitRule; onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const [values, setValues] = useState({ skill: held.skill, load: held.load, past: held.past, distance: held.distance });
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const whole = PARTS.reduce((sum, part) => sum + values[part], 0);
  const save = async () => {
    setBusy(true);
    setFault('');
    try { await api.put('/fit-rule', values); await refresh(FIT_RULE, PROJECT); toast(t('fit.saved')); onClose(); } catch (failure) { setFault(Problem.from(failure).message); } finally { setBusy(false); }
  };
  return (
    <>
      <p className="t2 prose mb12">{t('fit.text')}</p>
      <ul className="col g8">
        {PARTS.map((part) => (
          <li key={part} className="row g12">
            <span className="grow">{t(`fit.${part}`)}<span className="s13 t3"> {t(`fit.${part}_text`)}</span></span>
            <InputNumber className="st-num" min={0} max={100} precision={0} disabled={!held.may.update} value={values[part]} aria-label={t(`fit.${part}`)} onChange={(v) => setValues({ ...values, [part]: v ?? 0 })} />
            <span className="num t3 st-h">{whole ? Math.round((100 * values[part]) / whole) : 0}%</span>
          </li>
        ))}
      </ul>
      <p role="alert" className="red mt8">{fault}</p>
      {held.may.update && <Button type="primary" loading={busy} onClick={() => void save()}>{t('fit.save')}</Button>}
    </>
  );
}
