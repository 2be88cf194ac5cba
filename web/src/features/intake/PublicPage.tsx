import './intake.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { FieldDef } from '@/features/forms/api';
import { formField } from '@/features/forms/fields';
import { STAR } from '@/features/interviews/api';
import { randomId } from '@/lib/ids';
import { solve } from '@/lib/sha256';
import { EmptyState } from '@/ui';
import { Control } from '@/ui/form/Control';
import { FileControl } from '@/ui/form/FileControl';
import type { Asked, Page } from './api';

/** A form for strangers: no sign-in, phone first, both languages, nothing asked of any other server. */
export function Component() {
  const { key = '' } = useParams();
  const { t, i18n } = useTranslation('intake');
  const page = useQuery({ queryKey: ['public', key], queryFn: () => api.get<Page>(`/intake/forms/${key}`), retry: false, staleTime: Infinity, refetchOnWindowFocus: false });
  const [sent, setSent] = useState(false);
  const en = i18n.language.startsWith('en');
  useEffect(() => { if (page.data) document.title = `${en ? page.data.en : page.data.zh} · ${page.data.company}`; }, [page.data, en]);
  if (page.isPending) return null;
  if (page.isError) return <main className="pf"><EmptyState title={t('pub.none')} text={t('pub.none_text')} /></main>;
  return (
    <main className="pf">
      <p className="pf-bar"><b className="grow">{page.data.company}</b><Button size="small" onClick={() => void i18n.changeLanguage(en ? 'zh' : 'en')}>{en ? '中文' : 'English'}</Button></p>
      {sent ? <div role="status"><h1>{t('pub.thanks')}</h1><p className="t2">{t('pub.thanks_text')}</p></div> : <Fill formKey={key} page={page.data} en={en} renew={() => page.refetch()} onSent={() => setSent(true)} />}
    </main>
  );
}

interface FillProps { formKey: string; page: Page; en: boolean; renew: () => Promise<{ data?: Page }>; onSent: () => void }

function Fill({ formKey, page, en, renew, onSent }: FillProps) {
  const { t } = useTranslation('intake');
  const id = useId();
  const root = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [files, setFiles] = useState<File[]>([]);
  const [consent, setConsent] = useState(false);
  const [trap, setTrap] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState('');
  const [busy, setBusy] = useState(false);
  const [sendKey] = useState(randomId);
  const work = useRef<{ token: string; counter: Promise<string> } | null>(null);
  // The work is done while somebody reads and writes.
  if (work.current?.token !== page.challenge.token) work.current = { token: page.challenge.token, counter: solve(page.challenge.token, page.challenge.bits) };
  const post = async (token: string, counter: string) => {
    const body = new FormData();
    const told = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '' && v !== null));
    Object.entries({ answers: JSON.stringify(told), token, counter, consent: String(consent), website: trap }).forEach(([k, v]) => body.append(k, v));
    files.forEach((f) => body.append('files', f));
    await api.post(`/intake/forms/${formKey}/submissions`, body, { idempotencyKey: sendKey });
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setGeneral('');
    try {
      const now = work.current;
      if (!now) return;
      await post(now.token, await now.counter).catch(async (error: unknown) => {
        if (Problem.from(error).code !== 'challenge_failed') throw error;
        const fresh = (await renew()).data?.challenge ?? page.challenge;
        await post(fresh.token, await solve(fresh.token, fresh.bits));
      });
      onSent();
    } catch (error) {
      const problem = Problem.from(error);
      const told = Object.fromEntries(problem.errors.map((e) => [e.field.replace('answers.', ''), e.message]));
      setFaults(told);
      if (!problem.errors.length) setGeneral(problem.message);
      window.setTimeout(() => root.current?.querySelector('.fault')?.scrollIntoView({ block: 'center', behavior: 'smooth' }), 0);
    } finally { setBusy(false); }
  };
  const intro = en ? page.intro_en || page.intro_zh : page.intro_zh;
  return (
    <form ref={root} onSubmit={(e) => void send(e)} noValidate>
      <h1>{en ? page.en : page.zh}</h1>
      {intro && <p className="t2">{intro}</p>}
      {page.questions.map((q) => <Question key={q.key} question={q} en={en} value={values[q.key]} fault={faults[q.key]} onChange={(v) => setValues((old) => ({ ...old, [q.key]: v }))} />)}
      {page.uploads && <div className="field"><label htmlFor={`${id}-files`}>{t('pub.files')}<span className="t3">{t('pub.optional')}</span></label><FileControl id={`${id}-files`} field={{ name: 'files', label: '', type: 'file', multiple: true }} value={files} onChange={(v) => setFiles((v as File[] | null) ?? [])} />{faults.files && <p className="fault">{faults.files}</p>}</div>}
      <div className="pf-trap" aria-hidden><label>Website<input tabIndex={-1} autoComplete="off" value={trap} onChange={(e) => setTrap(e.target.value)} /></label></div>
      <label className="pf-consent"><input type="checkbox" checked={consent} onChange={(e) => setConsent(e.target.checked)} /><span>{t('pub.agree')} {en ? page.consent_en : page.consent_zh}</span></label>
      {faults.consent && <p className="fault">{faults.consent}</p>}
      <p className="fault" role="alert">{Object.keys(faults).length > 0 ? t('pub.faults', { count: Object.keys(faults).length }) : general}</p>
      <Button className="pf-send" type="primary" htmlType="submit" loading={busy}>{t('pub.send')}</Button>
    </form>
  );
}

function Question({ question: q, en, value, fault, onChange }: { question: Asked; en: boolean; value: unknown; fault?: string; onChange: (value: unknown) => void }) {
  const { t, i18n } = useTranslation('intake');
  const { t: words } = useTranslation('forms');
  const id = useId();
  const name = en ? q.en : q.zh;
  const hint = en ? q.meaning_en || q.meaning_zh : q.meaning_zh;
  const told = (value ?? {}) as Record<string, string>;
  const label = <>{name}{!q.required && <span className="t3">{t('pub.optional')}</span>}</>;
  if (q.type === 'star') return <fieldset className="plain field"><legend>{label}</legend>{STAR.map((part) => <Input.TextArea key={part} className="mb8" value={told[part] ?? ''} maxLength={2000} autoSize={{ minRows: 2 }} aria-label={t(`interviews:star.${part}`)} placeholder={t(`interviews:star.${part}`)} onChange={(e) => onChange({ ...told, [part]: e.target.value })} />)}{fault && <p className="fault">{fault}</p>}</fieldset>;
  const field = formField({ ...q, meaning_zh: '', meaning_en: '', rule_zh: '', rule_en: '' } as unknown as FieldDef, { record: 'clients.client', language: i18n.language, t: words });
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <p className="s13 t2">{hint}</p>}
      <Control id={id} field={field} value={value ?? (q.type === 'several' ? [] : '')} values={{}} set={() => undefined} onChange={onChange} onBlur={() => undefined} invalid={Boolean(fault)} describedBy={fault ? `${id}-fault` : undefined} />
      {fault && <p className="fault" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}
