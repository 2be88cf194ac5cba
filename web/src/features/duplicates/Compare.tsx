import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { phoneText } from '@/lib/phone';
import { DateText, Glyph } from '@/ui';
import type { FieldLine, Picks, Preview } from './api';

interface Props { preview: Preview; all: boolean; readOnly: boolean; onSurvivor: (id: string) => void; onPick: (picks: Picks) => void; picks: Picks }

/** The dossiers side by side: which one stays, and of each field whose value. */
export function Compare({ preview, all, readOnly, onSurvivor, onPick, picks }: Props) {
  const { t } = useTranslation('duplicates');
  const lines = preview.fields.filter((f) => all || f.differs);
  return (
    <table className="dup-cmp">
      <caption className="sr">{t('cmp.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cmp.field')}</th>
          {preview.clients.map((c) => (
            <th key={c.id} scope="col" className={c.id === preview.survivor ? 'on' : undefined}>
              <Link to={`/clients/${c.id}`} target="_blank" className="inline-link w6">{c.name}</Link>
              <span className="dup-side t3 s12">{t('cmp.meta', { completeness: c.completeness })} · <DateText value={c.created_at} as="table" /></span>
              <Radio name="survivor" checked={c.id === preview.survivor} disabled={readOnly} onChange={() => onSurvivor(c.id)} aria-label={t('cmp.keep_one', { name: c.name })}>{t(c.id === preview.survivor ? 'cmp.stays' : 'cmp.keep')}</Radio>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{lines.map((line) => <Line key={line.field} line={line} preview={preview} readOnly={readOnly} onPick={(id) => onPick({ ...picks, [line.field]: id })} />)}</tbody>
    </table>
  );
}

function Line({ line, preview, readOnly, onPick }: { line: FieldLine; preview: Preview; readOnly: boolean; onPick: (id: string) => void }) {
  const { t } = useTranslation('duplicates');
  const shown = (value: string) => (line.field === 'phone' ? phoneText(value) : value);
  return (
    <tr className={line.differs ? 'differs' : undefined}>
      <th scope="row">{line.differs && <Glyph kind="soon" size={12} />}{line.label}<span className="dup-rule t3 s12">{line.picked === line.suggested ? t(`rule.${line.rule}`) : t('rule.chosen')}</span></th>
      {preview.clients.map((c, place) => {
        const value = line.values[place] ?? '';
        const on = line.picked === c.id;
        return (
          <td key={c.id} data-label={c.name} className={on ? 'on' : undefined}>
            <Radio name={`field-${line.field}`} checked={on} disabled={readOnly} onChange={() => onPick(c.id)} aria-label={t('cmp.take', { field: line.label, value: value || t('cmp.nothing'), name: c.name })}>
              {value ? <span className={line.field === 'uscc' || line.field === 'phone' ? 'num' : undefined}>{shown(value)}</span> : <span className="t3">—</span>}
            </Radio>
          </td>
        );
      })}
    </tr>
  );
}
