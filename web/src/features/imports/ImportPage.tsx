import { Button } from 'antd';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Page, RecordGate, Steps } from '@/ui';
import { isRunning, useBatch, type Batch } from './api';
import { CheckStep } from './CheckStep';
import { CleanStep } from './CleanStep';
import { ColumnsStep } from './ColumnsStep';
import { DoneStep } from './DoneStep';
import { PreviewStep } from './PreviewStep';
import { RunStep } from './RunStep';
import { UndoStep } from './UndoStep';
import './imports.css';

const STEPS = ['upload', 'columns', 'clean', 'check', 'preview', 'done'] as const;
export type Step = (typeof STEPS)[number] | 'undo';

/** One import, at the step where it stands; leaving and coming back changes nothing. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('imports');
  const batch = useBatch(id);
  return <RecordGate query={batch} title={t('title')} failed={t('not_loaded')} back={{ to: '/imports', label: t('title') }}>{(one) => <Wizard batch={one} />}</RecordGate>;
}

function stepOf(batch: Batch, asked: string | null): Step {
  if (batch.status === 'mapping') return 'columns';
  if (batch.status === 'checking') return asked === 'clean' ? 'clean' : 'check';
  if (batch.status === 'review' || batch.status === 'stopped') {
    if ((asked === 'columns' || asked === 'clean') && batch.status === 'review') return asked;
    if (asked === 'undo' && batch.status === 'stopped') return asked;
    if (asked === 'check' || asked === 'preview' || asked === 'done') return asked;
    return batch.status === 'stopped' ? 'done' : 'check';
  }
  return asked === 'undo' && batch.status === 'done' ? 'undo' : 'done';
}

function Wizard({ batch }: { batch: Batch }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const step = stepOf(batch, params.get('step'));
  const go = (to: Step) => setParams(to === 'check' ? {} : { step: to }, { replace: true });
  const open = !['done', 'undone'].includes(batch.status);
  return (
    <Page
      title={batch.filename} back={{ to: '/imports', label: t('title') }}
      actions={open && <Button className="imp-leave" icon={<X size={15} />} onClick={() => void navigate('/imports')}>{t('leave')}</Button>}
    >
      <div className="imp-steps"><Steps items={STEPS.map((key) => ({ key, title: t(`step.${key}`) }))} current={step === 'undo' ? 'done' : step} /></div>
      {isRunning(batch.status) && <RunStep batch={batch} />}
      {!isRunning(batch.status) && step === 'columns' && <ColumnsStep key={batch.version} batch={batch} onChecked={() => go('clean')} />}
      {!isRunning(batch.status) && step === 'clean' && <CleanStep key={batch.version} batch={batch} go={go} />}
      {!isRunning(batch.status) && step === 'check' && <CheckStep batch={batch} go={go} />}
      {!isRunning(batch.status) && step === 'preview' && <PreviewStep batch={batch} go={go} />}
      {!isRunning(batch.status) && step === 'undo' && <UndoStep batch={batch} go={go} />}
      {!isRunning(batch.status) && step === 'done' && <DoneStep batch={batch} go={go} />}
    </Page>
  );
}
