import { Button } from 'antd';
import { MessageSquareText, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { contentUrl, newKey, send } from '@/features/files/api';
import { today } from '@/lib/dates';
import { DateText, FormDialog, Section, Status, toast } from '@/ui';
import { PROTOTYPE, usePrototype, useRefresh, VERDICTS, type Prototype } from './api';
import { Archive, Edit, Frame, type DetailProps } from './Detail';
import { LinkedRequirements } from './LinkedRequirements';

export function PrototypeBody({ spec, id, onClose }: DetailProps) {
  const { t } = useTranslation('requirements');
  const query = usePrototype(id);
  const [open, setOpen] = useState<'version' | number | null>(null);
  const close = () => setOpen(null);
  const acts = (one: Prototype) => spec.may.update && (
    <>
      <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('version')}>{t('version.add')}</Button>
      <Edit spec={spec} part="prototypes" item={one} initial={{ title: one.title, note: one.note, requirement_ids: one.requirements.map((r) => r.id) }} />
      <Archive part="prototypes" item={one} onClose={onClose} />
    </>
  );
  return (
    <Frame query={query} onClose={onClose} acts={acts}>
      {(one) => (
        <>
          {one.note && <p className="spec-text mb12">{one.note}</p>}
          <LinkedRequirements items={one.requirements} />
          <Section title={t('versions')}>
            {one.versions.length === 0 && <p className="t3">{t('no_version')}</p>}
            <ol className="spec-steps">{one.versions.map((v) => <Version key={v.no} version={v} may={spec.may.update ?? false} onFeedback={() => setOpen(v.no)} />)}</ol>
          </Section>
          {open === 'version' && <VersionDialog one={one} onClose={close} />}
          {typeof open === 'number' && <FeedbackDialog spec={spec} one={one} no={open} onClose={close} />}
        </>
      )}
    </Frame>
  );
}

function Version({ version: v, may, onFeedback }: { version: Prototype['versions'][number]; may: boolean; onFeedback: () => void }) {
  const { t } = useTranslation('requirements');
  return (
    <li>
      <p className="row wrap g8"><b className="num">v{v.no}</b>{v.verdict ? <Status state={`verdict.${v.verdict}`} /> : <span className="t3">{t('verdict_waits')}</span>}<span className="sp" /><span className="t3 s13">{v.by_name} · <DateText value={v.at} as="stamp" /></span></p>
      <p className="row wrap g12">
        {v.link && <a className="inline-link" href={v.link} target="_blank" rel="noreferrer noopener">{v.link}</a>}
        {v.attachment_id && <a className="inline-link" href={contentUrl(v.attachment_id)}>{v.file}</a>}
        {v.note && <span className="t2">{v.note}</span>}
      </p>
      {v.feedback && <p className="spec-text mt4">{v.feedback}</p>}
      {v.feedback_on && <p className="s13 t3">{[v.feedback_by_name, v.feedback_on].filter(Boolean).join(' · ')}</p>}
      {may && <Button size="small" className="mt4" icon={<MessageSquareText size={14} />} onClick={onFeedback}>{t('feedback.add')}</Button>}
    </li>
  );
}

/** A link, or a file that is put to the prototype first. */
function VersionDialog({ one, onClose }: { one: Prototype; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  const [fileKey] = useState(newKey);
  return (
    <FormDialog
      open title={t('version.add')} initial={{ link: '', note: '' }} submitText={t('version.add')} onCancel={onClose}
      fields={[
        { name: 'link', label: t('version.link'), type: 'text', optional: true, maxLength: 300, placeholder: 'https://' },
        { name: 'file', label: t('version.file'), type: 'file', optional: true },
        { name: 'note', label: t('version.note'), type: 'text', optional: true, maxLength: 500 },
      ]}
      onSubmit={async (values, { idempotencyKey }) => {
        const file = values.file as File | null | undefined;
        const kept = file ? await send(`/records/${PROTOTYPE}/${one.id}/files`, file, fileKey, () => undefined) : null;
        return api.post(`/prototypes/${one.id}/versions`, { link: values.link ?? '', note: values.note ?? '', attachment_id: kept?.id ?? null }, { idempotencyKey });
      }}
      onDone={() => { onClose(); void refresh(); toast(t('done.version')); }}
    />
  );
}

function FeedbackDialog({ spec, one, no, onClose }: { spec: DetailProps['spec']; one: Prototype; no: number; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  const said = one.versions.find((v) => v.no === no);
  return (
    <FormDialog
      open title={t('feedback.title', { no })} initial={{ verdict: said?.verdict || 'accepted', feedback: said?.feedback ?? '', contact_id: spec.contacts[0]?.id ?? '', said_on: today() }} submitText={t('feedback.add')} onCancel={onClose}
      fields={[
        { name: 'verdict', label: t('col.verdict'), type: 'choice', choices: VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) })) },
        { name: 'feedback', label: t('feedback.text'), type: 'textarea', optional: true, maxLength: 5000 },
        { name: 'contact_id', label: t('agree.contact'), type: 'choice', optional: true, choices: spec.contacts.map((c) => ({ value: c.id, label: c.name })) },
        { name: 'said_on', label: t('feedback.on'), type: 'date', optional: true },
      ]}
      onSubmit={(values) => api.post(`/prototypes/${one.id}/feedback`, { no, verdict: values.verdict, feedback: values.feedback ?? '', contact_id: values.contact_id || null, said_on: values.said_on || null })}
      onDone={() => { onClose(); void refresh(); toast(t('done.feedback')); }}
    />
  );
}
