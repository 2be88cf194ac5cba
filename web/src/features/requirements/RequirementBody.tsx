import { Button } from 'antd';
import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { DateText, Details, FormDialog, Section, StatusPill, toast } from '@/ui';
import { AgreeDialog } from './AgreeDialog';
import { useRefresh, useRequirement, type Requirement } from './api';
import { Edit, Frame, type DetailProps } from './Detail';

export function RequirementBody({ spec, id, onClose }: DetailProps) {
  const query = useRequirement(id);
  const [agreeing, setAgreeing] = useState(false);
  return (
    <Frame query={query} onClose={onClose} acts={(one) => <Acts spec={spec} one={one} onAgree={() => setAgreeing(true)} />}>
      {(one) => (
        <>
          <Facts one={one} />
          <Linked one={one} />
          <History one={one} />
          {agreeing && <AgreeDialog spec={spec} ids={[one.id]} onClose={() => setAgreeing(false)} />}
        </>
      )}
    </Frame>
  );
}

function Acts({ spec, one, onAgree }: { spec: DetailProps['spec']; one: Requirement; onAgree: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  const [dropping, setDropping] = useState(false);
  const agreed = one.agreed_revision !== null;
  const restore = async () => { await api.post(`/requirements/${one.id}/restore`); await refresh(); };
  const drop = async (reason: string) => {
    await api.post(`/requirements/${one.id}/drop`, { reason });
    await refresh();
    toast({ text: t('done.dropped', { number: one.number }), undo: restore });
  };
  const bad = (e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' });
  const initial = { title: one.title, text: one.text ?? '', kind: one.kind, priority: one.priority, source: one.source, source_note: one.source_note, source_entry_id: one.source_entry_id ? String(one.source_entry_id) : '', reason: '' };
  return (
    <>
      <StatusPill state={`requirement.${one.state}`} />
      <span className="sp" />
      {spec.may.agree && (one.state === 'draft' || one.state === 'changed') && <Button type="primary" icon={<CheckCheck size={15} />} onClick={onAgree}>{t('agree.act')}</Button>}
      {spec.may.update && one.state !== 'dropped' && <Edit spec={spec} part="requirements" item={one} initial={initial} more={agreed ? [{ name: 'reason', label: t('reason'), type: 'textarea', optional: true, maxLength: 500, help: t('reason_help') }] : []} />}
      {spec.may.update && one.state !== 'dropped' && <Button type="text" onClick={() => { if (agreed) setDropping(true); else void drop('').catch(bad); }}>{t('drop')}</Button>}
      {spec.may.update && one.state === 'dropped' && <Button onClick={() => void restore().catch(bad)}>{t('restore')}</Button>}
      {dropping && (
        <FormDialog
          open title={t('drop_title', { number: one.number })} initial={{ reason: '' }} submitText={t('drop')} onCancel={() => setDropping(false)}
          fields={[{ name: 'reason', label: t('reason'), type: 'textarea', maxLength: 500, help: t('reason_help') }]}
          onSubmit={(values) => drop(String(values.reason ?? ''))} onDone={() => setDropping(false)}
        />
      )}
    </>
  );
}

function Facts({ one }: { one: Requirement }) {
  const { t } = useTranslation('requirements');
  const hidden = one.hidden?.includes('text');
  return (
    <>
      {hidden ? <p className="t3 mb12">{t('text_hidden')}</p> : one.text && <p className="spec-text mb12">{one.text}</p>}
      <Details
        items={[
          { label: t('field.kind'), value: t(`kind.${one.kind}`) },
          { label: t('field.priority'), value: t(`priority.${one.priority}`) },
          { label: t('field.source'), value: [t(`source.${one.source}`), one.source_note].filter(Boolean).join(' · ') },
          { label: t('field.source_entry'), value: one.source_entry || null },
          { label: t('col.revision'), value: <span className="num">{one.revision}</span> },
          { label: t('agree.word'), value: one.agreed_on ? <span className="row wrap g6"><DateText value={one.agreed_on} />{one.agreed_with?.name}<span className="t3">{t('agree.revision', { number: one.agreed_revision })}</span></span> : null },
        ]}
      />
    </>
  );
}

/** What tests it, judges it, shows it. */
function Linked({ one }: { one: Requirement }) {
  const { t } = useTranslation('requirements');
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const at = (part: string, id: string) => { const next = new URLSearchParams(); const tab = params.get('tab'); if (tab) next.set('tab', tab); next.set('part', part); next.set('item', id); return `${pathname}?${next.toString()}`; };
  const list = (part: string, items: Requirement['tests']) => (items.length === 0 ? null : <span className="spec-links">{items.map((i) => <Link key={i.id} to={at(part, i.id)}><span className="num">{i.number}</span> {i.title}</Link>)}</span>);
  const lacking = one.state !== 'dropped';
  return (
    <Section title={t('linked')}>
      <Details
        items={[
          { label: t('part.tests'), value: list('tests', one.tests) ?? (one.tested ? <span className="t2">{t('yes')}</span> : lacking ? <span className="amber">{t('lacking')}</span> : null) },
          { label: t('part.criteria'), value: list('criteria', one.criteria) ?? (lacking ? <span className="amber">{t('lacking')}</span> : null) },
          { label: t('part.prototypes'), value: list('prototypes', one.prototypes) },
        ]}
      />
    </Section>
  );
}

function History({ one }: { one: Requirement }) {
  const { t } = useTranslation('requirements');
  return (
    <Section title={t('history')}>
      <ol className="spec-steps">
        {one.changes.map((c) => (
          <li key={c.id}>
            <p className="row wrap g8"><b>{t(`what.${c.what}`)}</b><span className="t3 s13">{t('agree.revision', { number: c.revision })}</span><span className="sp" /><span className="t3 s13">{c.by_name} · <DateText value={c.at} as="stamp" /></span></p>
            {c.reason && <p className="t2">{c.reason}</p>}
            {c.what === 'changed' && <p className="s13 t2 spec-text">{[c.values.title, c.values.text].filter(Boolean).map(String).join('\n')}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
