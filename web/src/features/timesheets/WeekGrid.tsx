import { Input } from 'antd';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Status } from '@/ui';
import type { Week } from './api';
import type { WeekHold } from './useWeek';
import { cellKey, DAY_MINUTES, hoursOf, hoursText, parseHours, parsePaste, writable, type Drafts, type Row } from './week';

interface Place { row: number; day: number }

/** A spreadsheet: arrows and Enter move, a row pastes in, Ctrl+Z takes back, each cell is kept as it is left. */
export function WeekGrid({ week, hold }: { week: Week; hold: WeekHold }) {
  const { t, i18n } = useTranslation('timesheets');
  const root = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Place>({ row: 0, day: 0 });
  const [typed, setTyped] = useState<{ key: string; text: string } | null>(null);
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  const keyAt = (place: Place) => { const row = hold.rows[place.row]; const day = week.days[place.day]; return row && day ? cellKey(row.key, day.date) : ''; };
  const mayWrite = (place: Place) => writable(hold.cells.get(keyAt(place)), week.days[place.day]?.closed ?? true);
  const go = (row: number, day: number) => {
    const to = { row: Math.max(0, Math.min(hold.rows.length - 1, row)), day: Math.max(0, Math.min(week.days.length - 1, day)) };
    root.current?.querySelector<HTMLInputElement>(`[data-cell="${to.row}.${to.day}"]`)?.focus();
  };
  const commit = (place: Place) => {
    const key = keyAt(place);
    if (!typed || typed.key !== key) return;
    const minutes = parseHours(typed.text);
    if (minutes === null) return;
    setTyped(null);
    if (minutes !== hold.at(key).minutes) hold.write({ [key]: { ...hold.at(key), minutes } });
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, from: Place) => {
    const block = parsePaste(event.clipboardData.getData('text/plain'));
    if (block.length === 1 && block[0]?.length === 1) return;
    event.preventDefault();
    const changes: Drafts = {};
    block.forEach((line, r) => line.forEach((minutes, d) => {
      const place = { row: from.row + r, day: from.day + d };
      const key = keyAt(place);
      if (minutes !== null && key && mayWrite(place)) changes[key] = { ...hold.at(key), minutes };
    }));
    setTyped(null);
    hold.write(changes);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>, place: Place) => {
    if (event.nativeEvent.isComposing) return;
    const input = event.currentTarget;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0], ArrowLeft: whole || input.selectionEnd === 0 ? [0, -1] : null, ArrowRight: whole || input.selectionStart === input.value.length ? [0, 1] : null }[event.key];
    if (step) { event.preventDefault(); commit(place); go(place.row + (step[0] ?? 0), place.day + (step[1] ?? 0)); return; }
    if (event.key === 'Escape') { setTyped(null); return; }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && typed === null) { event.preventDefault(); hold.undo(); }
  };
  const sumOf = (day: string) => hold.rows.reduce((sum, row) => sum + hold.at(cellKey(row.key, day)).minutes, 0);
  const active = hold.rows[at.row];
  return (
    <>
      <p className="sr" id="ts-keys">{t('grid.keys')}</p>
      <div className="ts-scroll">
        <table className="ts-grid" ref={root} aria-describedby="ts-keys">
          <thead>
            <tr>
              <th scope="col">{t('grid.row')}</th>
              {week.days.map((d) => (
                <th key={d.date} scope="col" className={`num ${d.working ? '' : 'rest'} ${d.date === week.today ? 'now' : ''}`}>
                  <span>{weekday.format(new Date(`${d.date}T00:00:00Z`))} {Number(d.date.slice(8))}</span>
                  <span className="s12 t3">{d.closed ? t('grid.closed') : d.holiday && !d.working ? t('grid.off') : d.working && new Date(`${d.date}T00:00:00Z`).getUTCDay() % 6 === 0 ? t('grid.moved') : ''}</span>
                </th>
              ))}
              <th scope="col" className="num">{t('grid.sum')}</th>
            </tr>
          </thead>
          <tbody>
            {hold.rows.map((row, r) => (
              <tr key={row.key}>
                <th scope="row"><RowName row={row} /></th>
                {week.days.map((d, i) => {
                  const key = cellKey(row.key, d.date);
                  const place = { row: r, day: i };
                  const open = mayWrite(place);
                  const text = typed?.key === key ? typed.text : hoursText(hold.at(key).minutes);
                  const wrong = parseHours(text) === null;
                  const cell = hold.cells.get(key);
                  return (
                    <td key={d.date} className={`${d.working ? '' : 'rest'} ${cell ? `is-${cell.state}` : ''} ${hold.at(key).note ? 'noted' : ''}`}>
                      <input
                        data-cell={`${r}.${i}`} inputMode="decimal" autoComplete="off" value={text} readOnly={!open} aria-invalid={wrong || undefined} title={wrong ? t('grid.wrong') : hold.at(key).note || undefined}
                        aria-label={t('grid.cell', { row: row.task?.name ?? row.project.name, day: d.date })} tabIndex={at.row === r && at.day === i ? 0 : -1}
                        onFocus={(e) => { setAt(place); e.currentTarget.select(); }} onBlur={() => commit(place)} onChange={(e) => setTyped({ key, text: e.target.value })}
                        onKeyDown={(e) => onKey(e, place)} onPaste={open ? (e) => paste(e, place) : undefined}
                      />
                    </td>
                  );
                })}
                <td className="num">{hoursOf(week.days.reduce((sum, d) => sum + hold.at(cellKey(row.key, d.date)).minutes, 0))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('grid.sum')}</th>
              {week.days.map((d) => <td key={d.date} className={`num ${sumOf(d.date) > DAY_MINUTES ? 'red' : ''} ${d.working ? '' : 'rest'}`}>{hoursOf(sumOf(d.date))}</td>)}
              <td className="num w6">{hoursOf(week.days.reduce((sum, d) => sum + sumOf(d.date), 0))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {active && <CellBar hold={hold} row={active} day={week.days[at.day]?.date ?? week.monday} open={mayWrite(at)} />}
    </>
  );
}

export function RowName({ row }: { row: Row }) {
  const { t } = useTranslation('timesheets');
  return <span className="ts-name"><span className="el">{row.task?.name ?? row.project.name}</span><span className="el s12 t3">{row.task ? row.project.name : row.project.code}{row.kind === 'overtime' && ` · ${t('kind.overtime')}`}</span></span>;
}

/** The cell that one is at: how it stands, why it came back, and what there is to say of it. */
function CellBar({ hold, row, day, open }: { hold: WeekHold; row: Row; day: string; open: boolean }) {
  const { t } = useTranslation('timesheets');
  const key = cellKey(row.key, day);
  const cell = hold.cells.get(key);
  const held = hold.at(key);
  return (
    <div className="ts-cellbar row wrap g12">
      <span className="s13 t2">{day.slice(5)} · {row.task?.name ?? row.project.name}</span>
      {cell && <Status state={`hours.${cell.state}`} />}
      {cell?.reason && <span className="s13 amber">{cell.decided_by}: {cell.reason}</span>}
      {cell && cell.booked_on.slice(0, 7) !== cell.day.slice(0, 7) && <span className="s13 t3">{t('grid.counts', { month: cell.booked_on.slice(0, 7) })}</span>}
      <Input
        key={key} size="small" className="grow" maxLength={500} defaultValue={held.note} disabled={!open || (held.minutes === 0 && !held.note)} placeholder={t('grid.note')} aria-label={t('grid.note')}
        onBlur={(e) => { if (e.target.value !== held.note) hold.write({ [key]: { ...held, note: e.target.value } }); }} onPressEnter={(e) => e.currentTarget.blur()}
      />
    </div>
  );
}
