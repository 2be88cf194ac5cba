import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Glyph } from '@/ui';
import { phoneText } from '@/lib/phone';
import { placeOf, type Batch, type UndoClash, type UndoItem } from './api';

const FIRST = 50;

/** Records that stay as they are, whole or in the fields named; those the reader may not see are counted, not named. */
export function Clashes({ batch, items }: { batch: Batch; items: UndoItem[] }) {
  const { t } = useTranslation('imports');
  const [most, setMost] = useState(FIRST);
  const named = items.filter((i) => i.object_id !== null);
  const unseen = items.length - named.length;
  if (items.length === 0) return null;
  return (
    <section className="imp-clashes">
      <h3 className="w6">{t('undo.stay_title', { count: items.length, shown: items.length.toLocaleString('en') })}</h3>
      {unseen > 0 && <p className="imp-note">{t('undo.unseen', { count: unseen, shown: unseen.toLocaleString('en') })}</p>}
      <ul>
        {named.slice(0, most).map((item) => (
          <li key={item.object_id}>
            <div className="row g8 wrap"><Glyph kind={item.act === 'partly' ? 'soon' : 'hold'} /><Link className="inline-link w6" to={`${placeOf(batch)}/${item.object_id}`}>{item.title}</Link><span className="s13 t2">{t(`undo.why.${item.act}_${item.why || 'changed'}`)}</span></div>
            {item.clashes.length > 0 && (
              <table className="imp-clash">
                <thead><tr><th>{t('undo.field')}</th><th>{t('undo.before')}</th><th>{t('undo.imported')}</th><th>{t('undo.now')}</th></tr></thead>
                <tbody>{item.clashes.map((c) => <ClashLine key={c.field} clash={c} />)}</tbody>
              </table>
            )}
          </li>
        ))}
      </ul>
      {named.length > most && <Button onClick={() => setMost(most + FIRST)}>{t('more', { left: (named.length - most).toLocaleString('en') })}</Button>}
    </section>
  );
}

function ClashLine({ clash }: { clash: UndoClash }) {
  const { t } = useTranslation('imports');
  const word = (value: string | null) => (value ? <span className="num">{clash.field === 'phone' ? phoneText(value) : value}</span> : <span className="t3">—</span>);
  return (
    <tr>
      <th scope="row">{clash.label}</th>
      {clash.hidden ? <td colSpan={3} className="t3">{t('undo.hidden')}</td> : (
        <><td data-label={t('undo.before')}>{word(clash.before)}</td><td data-label={t('undo.imported')}>{word(clash.imported)}</td><td data-label={t('undo.now')}>{word(clash.now)}</td></>
      )}
    </tr>
  );
}
