import { Button } from 'antd';
import { Mail, Phone, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { DuplicateHint } from '@/features/duplicates/Hint';
import { useDefinition } from '@/features/forms/api';
import { nameOf } from '@/features/forms/words';
import { isMasked } from '@/features/privacy/masks';
import { Reveal } from '@/features/privacy/Reveal';
import { phoneText } from '@/lib/phone';
import { Avatar, ProgressBar, RailSection } from '@/ui';
import { Group } from './Group';
import { CLIENT, type Contact, type Dossier } from './api';
import { ContactDialog, EditDialog } from './dialogs';

const ASKED = 3;
const DECISIVE = ['decides', 'buys', 'pays'];

export function Rail({ client }: { client: Dossier }) {
  const { t, i18n } = useTranslation('clients');
  const mayUpdate = useCan(CLIENT, 'update') && client.archived_at === null;
  const [contact, setContact] = useState<Contact | 'new' | null>(null);
  const [filling, setFilling] = useState<string | null>(null);
  const definition = useDefinition(CLIENT);
  const gaps = client.missing.slice(0, ASKED);
  const defined = (field: string) => definition.data?.fields.find((f) => `facts.${f.key}` === field);
  const called = (field: string) => { const f = defined(field); return f ? nameOf(f, i18n.language) : field.startsWith('facts.') ? '' : t(`field.${field}`); };
  const fill = (field: string) => (field === 'contacts' ? setContact('new') : setFilling(defined(field)?.section ?? 'basic'));
  return (
    <>
      <DuplicateHint id={client.id} />
      <RailSection title={t('completeness')} action={<span className="num w6">{client.completeness}%</span>}>
        <ProgressBar value={client.completeness} label={t('completeness')} tone={client.completeness < 60 ? 'amber' : 'bar'} />
        <ul className="gaps">
          {gaps.map((gap) => (
            <li key={gap.field} className="row btw">
              <span className="t2">{called(gap.field)}</span>
              <span className="row g8">
                {mayUpdate && <button type="button" className="linkish" onClick={() => fill(gap.field)}>{t('fill')}<span className="sr">{called(gap.field)}</span></button>}
                <span className="num blue">+{gap.weight}%</span>
              </span>
            </li>
          ))}
        </ul>
      </RailSection>
      <RailSection title={t('contacts')} action={mayUpdate && <Button type="text" size="small" icon={<Plus size={14} />} onClick={() => setContact('new')}>{t('contact.add')}</Button>}>
        {client.contacts.length === 0 && <p className="t3">{t('contact.none')}</p>}
        <ul className="people">
          {client.contacts.map((c) => (
            <li key={c.id} className={isMasked(c.phone) ? 'row g8 wrap' : 'row g8'}>
              <Avatar name={c.name} size={28} />
              <button type="button" className="linkish col grow" disabled={!mayUpdate} onClick={() => setContact(c)}>
                <span className="el text">{c.name}</span><span className="s12 t3 el">{c.post || t(`role.${c.decision_role}`)}</span>
              </button>
              <span className="s13 t2 nw">{t(`attitude.${c.attitude}`)}</span>
              <span className={DECISIVE.includes(c.decision_role) ? 'pill b' : 'pill n'}>{t(`role.${c.decision_role}`)}</span>
              {isMasked(c.phone) && <span className="s13 masked-line"><Reveal resource="clients.client" id={client.id} field="contacts.phone" part={c.id} label={t('contact.call', { name: c.name })} masked={c.phone} show={phoneText} /></span>}
              {c.phone && !isMasked(c.phone) && <a className="ib tiny" href={`tel:${c.phone}`} aria-label={t('contact.call', { name: c.name })} title={phoneText(c.phone)}><Phone size={14} aria-hidden /></a>}
              {c.email && !isMasked(c.email) && <a className="ib tiny" href={`mailto:${c.email}`} aria-label={t('contact.mail', { name: c.name })} title={c.email}><Mail size={14} aria-hidden /></a>}
            </li>
          ))}
        </ul>
      </RailSection>
      <Group client={client} />
      {contact && <ContactDialog client={client} contact={contact === 'new' ? undefined : contact} onClose={() => setContact(null)} />}
      {filling && <EditDialog client={client} section={filling} onClose={() => setFilling(null)} />}
    </>
  );
}
