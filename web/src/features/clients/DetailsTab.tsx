import { Button } from 'antd';
import { Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { useDefinition, type FieldDef } from '@/features/forms/api';
import { FactValue } from '@/features/forms/FactValue';
import { nameOf, wordOf } from '@/features/forms/words';
import { LockNote } from '@/features/privacy/LockNote';
import { Reveal } from '@/features/privacy/Reveal';
import { phoneText } from '@/lib/phone';
import { DateText, Details, Section } from '@/ui';
import { CLIENT, type Dossier } from './api';
import { EditDialog } from './dialogs';

const PLAIN = ['uscc', 'industry', 'region_name', 'address', 'phone', 'email', 'website', 'legal_rep', 'business', 'source'] as const;

/** Numbers by which one calls or writes are links. */
function Plain({ id, name, value, masked }: { id: string; name: (typeof PLAIN)[number]; value: string; masked: boolean }) {
  const { t } = useTranslation('clients');
  if (masked) return <Reveal resource="clients.client" id={id} field={name} label={t(`field.${name}`)} masked={value} show={name === 'phone' ? phoneText : undefined} />;
  if (name === 'phone') return <a className="num" href={`tel:${value}`}>{phoneText(value)}</a>;
  if (name === 'email') return <a href={`mailto:${value}`}>{value}</a>;
  return <span className={name === 'uscc' ? 'num' : undefined}>{value}</span>;
}

/** A field that is there, and not for this reader. */
function NotShown({ name, label }: { name: string; label: string }) {
  const { t: lock } = useTranslation('privacy');
  return <span className="row g4 t3">{lock('lock.not_shown')}<LockNote resource="clients.client" field={name} label={label} hidden /></span>;
}

/** What the definitions ask, part by part; each part is filled in a form of its own. */
function Part({ client, title, fields, children, onEdit }: { client: Dossier; title: string; fields: FieldDef[]; children?: { label: string; value: ReactNode }[]; onEdit?: () => void }) {
  const { t, i18n } = useTranslation('clients');
  const value = (f: FieldDef) => {
    const key = `facts.${f.key}`;
    const label = nameOf(f, i18n.language);
    const held = client.facts[f.key];
    if (client.hidden?.includes(key)) return <NotShown name={key} label={label} />;
    if (client.masked?.includes(key) && typeof held === 'string') return <Reveal resource={CLIENT} id={client.id} field={key} label={label} masked={held} />;
    return held === undefined ? null : <FactValue field={f} value={held} name={client.fact_names[f.key]} />;
  };
  const needed = fields.filter((f) => f.required_for.includes(client.kind) && client.facts[f.key] === undefined && !client.hidden?.includes(`facts.${f.key}`)).length;
  const items = [...(children ?? []), ...fields.map((f) => ({ label: nameOf(f, i18n.language), value: value(f), wide: f.type === 'long_text' }))];
  return (
    <Section title={title} note={needed > 0 ? t('needed', { count: needed }) : undefined} action={onEdit && <Button type="text" size="small" icon={<Pencil size={14} />} onClick={onEdit} aria-label={t('edit_part', { part: title })}>{t('edit')}</Button>}>
      <Details items={items} />
    </Section>
  );
}

export function DetailsTab({ client }: { client: Dossier }) {
  const { t, i18n } = useTranslation('clients');
  const definition = useDefinition(CLIENT);
  const mayUpdate = useCan(CLIENT, 'update') && client.archived_at === null;
  const [editing, setEditing] = useState<string | null>(null);
  const shown = (name: (typeof PLAIN)[number]) => (client.hidden?.includes(name) ? <NotShown name={name} label={t(`field.${name}`)} /> : client[name] ? <Plain id={client.id} name={name} value={client[name]} masked={client.masked?.includes(name) ?? false} /> : null);
  const basics = [
    { label: t('field.name'), value: client.name },
    { label: t('field.kind'), value: t(`kind.${client.kind}`) },
    ...PLAIN.map((name) => ({ label: t(`field.${name}`), value: shown(name) })),
    { label: t('field.since'), value: client.since && <DateText value={client.since} /> },
    ...(client.source_created_on || client.source_author ? [{ label: t('field.source_created'), value: <span className="row g8">{client.source_created_on && <DateText value={client.source_created_on} />}{client.source_author}</span> }] : []),
    { label: t('field.department'), value: client.department },
    { label: t('field.created_at'), value: <DateText value={client.created_at} /> },
  ];
  if (!definition.data) return <Details items={basics} />;
  const { sections, fields } = definition.data;
  return (
    <>
      {sections.map((s) => {
        const own = fields.filter((f) => f.section === s.value && !f.removed);
        if (s.value !== 'basic' && own.length === 0) return null;
        return <Part key={s.value} client={client} title={wordOf(s, i18n.language)} fields={own} onEdit={mayUpdate ? () => setEditing(s.value) : undefined}>{s.value === 'basic' ? basics : undefined}</Part>;
      })}
      {editing && <EditDialog client={client} section={editing} onClose={() => setEditing(null)} />}
    </>
  );
}
