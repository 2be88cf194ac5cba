import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { addDays, today } from '@/lib/dates';
import { Bone, confirm, DateText, FormDialog, Section, toast, type Field } from '@/ui';
import { useRefresh } from './api';
import { pause, resume, skip, useVisit, VISIT, type ClientVisit } from './visits';

/** When the client is next due and why then; put off with a reason. */
export function VisitSection({ id }: { id: string }) {
  const { t } = useTranslation('care');
  const query = useVisit(id);
  return (
    <Section title={t('visit.next')}>
      {query.isPending && <Bone width={240} height={20} />}
      {query.isError && <p className="t2" role="alert">{Problem.from(query.error).message}</p>}
      {query.data && <Body id={id} visit={query.data} />}
    </Section>
  );
}

function Body({ id, visit }: { id: string; visit: ClientVisit }) {
  const { t } = useTranslation('care');
  const may = useCan('clients.client', 'note') && !visit.archived;
  const refresh = useRefresh();
  const [pausing, setPausing] = useState(false);
  const done = () => refresh('clients.client', VISIT);
  const skipped = () => confirm({ title: t('visit.skip_title'), text: t('visit.skip_text', { count: visit.months }), verb: t('visit.skip'), reason: true, act: async (reason) => { await skip(id, reason); await done(); toast(t('visit.skipped')); } });
  const again = () => void resume(id).then(async () => { await done(); toast(t('visit.resumed')); }).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  const fields: Field[] = [{ name: 'until', label: t('visit.until'), type: 'date' }, { name: 'reason', label: t('visit.reason'), type: 'textarea', maxLength: 300 }];
  if (visit.archived) return <p className="t3">{t('visit.archived')}</p>;
  return (
    <>
      <p><DateText value={visit.due_on} as="due" /></p>
      <p className="s13 t2 prose">
        {visit.segment ? t('visit.by_segment', { name: visit.segment, count: visit.months }) : t('visit.by_default', { count: visit.months })}
        {visit.put_off && <><br />{t(`visit.is_${visit.put_off}`, { name: visit.put_off_by })}{visit.reason}</>}
      </p>
      {may && (
        <div className="row g8 wrap mt8">
          <Button size="small" onClick={skipped}>{t('visit.skip')}</Button><Button size="small" onClick={() => setPausing(true)}>{t('visit.pause')}</Button>
          {visit.put_off && <Button size="small" onClick={again}>{t('visit.resume')}</Button>}
        </div>
      )}
      {pausing && (
        <FormDialog
          open title={t('visit.pause_title')} fields={fields} initial={{ until: addDays(today(), 180), reason: '' }} submitText={t('visit.pause')} onCancel={() => setPausing(false)}
          onSubmit={(v) => pause(id, v)} onDone={() => { setPausing(false); void done(); toast(t('visit.paused')); }}
        />
      )}
    </>
  );
}
