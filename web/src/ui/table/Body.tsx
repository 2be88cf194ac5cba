import { Checkbox } from 'antd';
import { useSyncExternalStore, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isGlowing, onGlow } from '@/lib/live';
import { Bone, useSlow } from '../Skeleton';
import { alignOf, defaultCell } from './cells';
import type { Column, ListMeta, RowBase } from './types';

interface Props<R extends RowBase> {
  rows: R[]; columns: Column<R>[]; meta: ListMeta | undefined; cursor: number; chosen: ReadonlySet<string>; allChosen: boolean; selectable: boolean;
  rowLink?: (row: R) => string; rowLabel: (row: R) => string; onPick: (id: string, on: boolean) => void; onOpen: (row: R, newTab: boolean) => void; onLeave: () => void;
}

let glowVersion = 0;
onGlow(() => { glowVersion += 1; });

export function Body<R extends RowBase>(props: Props<R>) {
  const { rows, columns, meta, cursor, chosen, allChosen, selectable, rowLink, rowLabel, onPick, onOpen, onLeave } = props;
  const { t, i18n } = useTranslation();
  useSyncExternalStore(onGlow, () => glowVersion);
  const click = (row: R) => (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest('a,button,input,label,[role=button]') || window.getSelection()?.toString()) return;
    onOpen(row, event.ctrlKey || event.metaKey);
  };
  return (
    <tbody>
      {rows.map((row, i) => {
        const id = String(row.id);
        const picked = allChosen || chosen.has(id);
        const classes = [picked && 'picked', i === cursor && 'cursor', isGlowing(id) && 'glow', rowLink && 'opens'].filter(Boolean).join(' ');
        return (
          // The row's own link is the keyboard's way in; clicking elsewhere in it is a convenience of the mouse.
          <tr key={id} className={classes} data-row={i} onClick={rowLink && click(row)} aria-selected={selectable ? picked : undefined}>
            {selectable && <td className="pick"><Checkbox checked={picked} onChange={(e) => onPick(id, e.target.checked)} aria-label={t('table.select_row', { name: rowLabel(row) })} /></td>}
            {columns.map((c, n) => {
              const cell = c.render ? c.render(row) : defaultCell(c, row, meta, i18n.language);
              const whole = typeof cell === 'string' ? cell : n === 0 ? rowLabel(row) : undefined;
              return (
                <td key={c.key} className={alignOf(c) === 'right' ? 'r' : ''} title={whole}>
                  {n === 0 && rowLink ? <Link to={rowLink(row)} className="rowlink" onClick={onLeave}>{cell}</Link> : cell}
                </td>
              );
            })}
          </tr>
        );
      })}
    </tbody>
  );
}

const WIDTHS = [72, 54, 88, 62, 80, 58, 94, 66, 76, 60, 84, 70];

/** The table's true layout in grey, only before the first rows have come. */
export function BodySkeleton({ columns, selectable }: { columns: number; selectable: boolean }) {
  const slow = useSlow();
  if (!slow) return null;
  return (
    <tbody aria-hidden>
      {WIDTHS.map((w, i) => (
        <tr key={w}>{selectable && <td className="pick"><Bone width={16} height={16} /></td>}
          {Array.from({ length: columns }, (_, n) => <td key={n}><Bone width={`${n === 0 ? w : (w + n * 17 + i) % 50 + 30}%`} /></td>)}</tr>
      ))}
    </tbody>
  );
}
