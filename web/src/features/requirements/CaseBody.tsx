import { Button } from 'antd';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { DateText, Details, FormDialog, Section, Status, toast } from '@/ui';
import { RESULTS, useCriterion, useRefresh, useTestCase, type TestCase } from './api';
import { Archive, Edit, Frame, type DetailProps } from './Detail';
import { PaidFor } from './PaidFor';
import { LinkedRequirements } from './LinkedRequirements';

export function TestBody({ spec, id, onClose }: DetailProps) {
  const { t } = useTranslation('requirements');
  const query = useTestCase(id);
  const [running, setRunning] = useState(false);
  const acts = (one: TestCase) => (
    <>
      {spec.may.test && <Button type="primary" icon={<ClipboardCheck size={15} />} onClick={() => setRunning(true)}>{t('run.add')}</Button>}
      {spec.may.update && <Edit spec={spec} part="tests" item={one} initial={{ title: one.title, steps: one.steps, expected: one.expected, requirement_ids: one.requirements.map((r) => r.id) }} />}
      {spec.may.update && <Archive part="tests" item={one} onClose={onClose} />}
    </>
  );
  return (
    <Frame query={query} onClose={onClose} acts={acts}>
      {(one) => (
        <>
          <Section title={t('field.steps')}>{one.steps ? <p className="spec-text">{one.steps}</p> : <p className="t3">—</p>}</Section>
          <Section title={t('field.expected')}>{one.expected ? <p className="spec-text">{one.expected}</p> : <p className="t3">—</p>}</Section>
          <LinkedRequirements items={one.requirements} />
          <Section title={t('runs')}>
            {one.runs.length === 0 && <p className="t3">{t('never_run')}</p>}
            <ol className="spec-steps">{one.runs.map((r) => <li key={r.id}><p className="row wrap g8"><Status state={`test.${r.result}`} /><span className="sp" /><span className="t3 s13">{r.by_name} · <DateText value={r.at} as="stamp" /></span></p>{r.note && <p className="spec-text">{r.note}</p>}</li>)}</ol>
          </Section>
          {running && <RunDialog one={one} onClose={() => setRunning(false)} />}
        </>
      )}
    </Frame>
  );
}

function RunDialog({ one, onClose }: { one: TestCase; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('run.title', { number: one.number })} initial={{ result: 'passed', note: '' }} submitText={t('run.add')} onCancel={onClose}
      fields={[
        { name: 'result', label: t('col.result'), type: 'choice', choices: RESULTS.map((value) => ({ value, label: t(`result.${value}`) })) },
        { name: 'note', label: t('run.note'), type: 'textarea', optional: true, maxLength: 5000, help: t('run.help') },
      ]}
      onSubmit={(values, { idempotencyKey }) => api.post(`/test-cases/${one.id}/runs`, { result: values.result, note: values.note ?? '' }, { idempotencyKey })}
      onDone={() => { onClose(); void refresh(); toast(t('done.run', { number: one.number })); }}
    />
  );
}

export function CriterionBody({ spec, id, onClose }: DetailProps) {
  const { t } = useTranslation('requirements');
  const query = useCriterion(id);
  return (
    <Frame
      query={query} onClose={onClose}
      acts={(one) => spec.may.update && (
        <>
          <Edit spec={spec} part="criteria" item={one} initial={{ title: one.title, method: one.method, tolerance: one.tolerance, standard: one.standard, stage: one.stage, requirement_ids: one.requirements.map((r) => r.id) }} />
          <Archive part="criteria" item={one} onClose={onClose} />
        </>
      )}
    >
      {(one) => (
        <>
          <Details
            items={[
              { label: t('field.method'), value: one.method ? <span className="spec-text">{one.method}</span> : null },
              { label: t('field.tolerance'), value: one.tolerance || null },
              { label: t('field.standard'), value: one.standard || null },
              { label: t('field.stage'), value: t(`stage.${one.stage}`) },
            ]}
          />
          <LinkedRequirements items={one.requirements} />
          <PaidFor id={id} number={one.number} />
        </>
      )}
    </Frame>
  );
}
