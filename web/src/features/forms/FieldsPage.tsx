import './forms.css';
import { Button } from 'antd';
import { ArrowDown, ArrowUp, BookOpen, Lock, MessagesSquare, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, Page, Section, Tag, toast } from '@/ui';
import { FORM, saveFields, useDefinition, useRefresh, type Definition, type FieldDef } from './api';
import { FieldDialog } from './FieldDialog';
import { meaningOf, nameOf, wordOf } from './words';

const CLIENT = 'clients.client';

/** What a dossier asks: the company's own fields, to be added to and put in order, and below them the product's. */
export function Component() {
  const { t } = useTranslation('forms');
  const definition = useDefinition(CLIENT);
  const may = useCan(FORM, 'update');
  const [open, setOpen] = useState<FieldDef | 'new' | null>(null);
  const refresh = useRefresh(CLIENT);
  const data = definition.data;
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Link to="/interview-templates"><Button icon={<MessagesSquare size={15} />} tabIndex={-1}>{t('interviews')}</Button></Link>
          <Link to="/clients/manual"><Button icon={<BookOpen size={15} />} tabIndex={-1}>{t('manual')}</Button></Link>
          {may && data && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t('add')}</Button>}
        </>
      }
    >
      <div className="pad">
        {definition.isPending && <Bone width="100%" height={320} />}
        {definition.isError && <ErrorState title={t('failed')} problem={Problem.from(definition.error)} onRetry={() => void definition.refetch()} />}
        {data && <Lists definition={data} may={may} onOpen={setOpen} />}
      </div>
      {open && data && <FieldDialog resource={CLIENT} definition={data} field={open === 'new' ? undefined : open} onClose={() => setOpen(null)} onDone={() => { setOpen(null); void refresh(); toast(t('saved')); }} />}
    </Page>
  );
}

function Lists({ definition, may, onOpen }: { definition: Definition; may: boolean; onOpen: (field: FieldDef) => void }) {
  const { t } = useTranslation('forms');
  const refresh = useRefresh(CLIENT);
  const [busy, setBusy] = useState(false);
  const own = definition.fields.filter((f) => !f.standard);
  const used = own.filter((f) => !f.removed);
  const retired = own.filter((f) => f.removed);
  const save = async (fields: FieldDef[], version = definition.version): Promise<Definition | null> => {
    setBusy(true);
    try {
      const saved = await saveFields(CLIENT, fields, version);
      await refresh();
      return saved;
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
      return null;
    } finally { setBusy(false); }
  };
  const move = (i: number, by: number) => {
    const order = [...used];
    const [taken] = order.splice(i, 1);
    if (taken) order.splice(i + by, 0, taken);
    void save([...order, ...retired]);
  };
  const setRemoved = async (field: FieldDef, removed: boolean) => {
    const saved = await save(own.map((f) => (f.key === field.key ? { ...f, removed } : f)));
    if (saved && removed) toast({ text: t('retired', { name: field.zh }), undo: async () => { await save(saved.fields.filter((f) => !f.standard).map((f) => (f.key === field.key ? { ...f, removed: false } : f)), saved.version); } });
  };
  return (
    <div className="fields-page">
      <Section title={t('own')} note={t('own_note', { count: used.length })}>
        {used.length === 0 ? <p className="t3">{t('none')}</p> : (
          <ul className="field-rows">
            {used.map((f, i) => (
              <Row key={f.key} field={f} definition={definition}>
                {may && (
                  <span className="row field-acts">
                    <button type="button" className="ib" disabled={i === 0 || busy} aria-label={t('up', { name: f.zh })} onClick={() => move(i, -1)}><ArrowUp size={15} aria-hidden /></button>
                    <button type="button" className="ib" disabled={i === used.length - 1 || busy} aria-label={t('down', { name: f.zh })} onClick={() => move(i, 1)}><ArrowDown size={15} aria-hidden /></button>
                    <button type="button" className="ib" aria-label={t('edit_title', { name: f.zh })} onClick={() => onOpen(f)}><Pencil size={15} aria-hidden /></button>
                    <Button size="small" type="text" disabled={busy} onClick={() => void setRemoved(f, true)} aria-label={t('retire_named', { name: f.zh })}>{t('retire')}</Button>
                  </span>
                )}
              </Row>
            ))}
          </ul>
        )}
      </Section>
      {retired.length > 0 && (
        <Section title={t('retired_part')} note={t('retired_note')}>
          <ul className="field-rows">{retired.map((f) => <Row key={f.key} field={f} definition={definition}>{may && <Button size="small" disabled={busy} onClick={() => void setRemoved(f, false)} aria-label={t('use_named', { name: f.zh })}>{t('use')}</Button>}</Row>)}</ul>
        </Section>
      )}
      <Section title={t('standard')} note={t('standard_note')}>
        <ul className="field-rows">{definition.fields.filter((f) => f.standard).map((f) => <Row key={f.key} field={f} definition={definition} />)}</ul>
      </Section>
    </div>
  );
}

function Row({ field, definition, children }: { field: FieldDef; definition: Definition; children?: React.ReactNode }) {
  const { t, i18n } = useTranslation('forms');
  const word = (items: Definition['kinds'], value: string) => { const found = items.find((k) => k.value === value); return found ? wordOf(found, i18n.language) : value; };
  return (
    <li>
      <span className="field-name"><b>{nameOf(field, i18n.language)}</b>{field.secret && <Lock size={13} aria-label={t('field.secret')} />}{meaningOf(field, i18n.language) && <span className="s13 t2">{meaningOf(field, i18n.language)}</span>}</span>
      <span className="s13 t2">{word(definition.sections, field.section)}</span>
      <span className="s13 t2">{t(`type.${field.type}`)}</span>
      <span className="row wrap g4">
        {field.required_for.length > 0 && <Tag>{t('required_of', { kinds: field.required_for.map((k) => word(definition.kinds, k)).join(t('and')) })}</Tag>}
        {field.listed && <Tag>{t('in_lists')}</Tag>}
      </span>
      {children ?? <span />}
    </li>
  );
}
