import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { brief, sizeOf, type Measure, type Province } from './places';
import { neighbour, shade, TILES } from './tiles';

interface Props { provinces: readonly Province[]; by: Measure; chosen: string; label: string; onChoose: (code: string) => void }

/** A square for each province at about its place; the arrows move between them, Enter opens one. */
export function TileMap({ provinces, by, chosen, label, onChoose }: Props) {
  const { t, i18n } = useTranslation('clients');
  const box = useRef<HTMLDivElement>(null);
  const most = Math.max(0, ...provinces.map((p) => sizeOf(p, by)));
  const [stop, setStop] = useState('');
  const first = stop || chosen || provinces.find((p) => p.count > 0)?.code || '110000';
  const unit = (f: { unit: string; value: string }) => t(`common:money.${f.unit}`, { value: f.value }).replace(/\s/g, '');
  const move = (event: KeyboardEvent) => {
    const from = (document.activeElement as HTMLElement | null)?.dataset.code;
    const to = from && neighbour(from, event.key);
    if (!to) return;
    event.preventDefault();
    setStop(to);
    box.current?.querySelector<HTMLElement>(`[data-code="${to}"]`)?.focus();
  };
  return (
    // Its squares have the focus, and hear the keys through it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div ref={box} className="tiles" role="group" aria-label={label} onKeyDown={move}>
      {provinces.map((p) => {
        const [row, column] = TILES[p.code] ?? [8, 1];
        const shown = brief(p, by, i18n.language, unit);
        return (
          <button
            key={p.code} type="button" data-code={p.code} data-shade={shade(sizeOf(p, by), most)} aria-pressed={p.code === chosen} tabIndex={p.code === first ? 0 : -1}
            style={{ gridRow: row, gridColumn: column }} onClick={() => { setStop(p.code); onChoose(p.code === chosen ? '' : p.code); }} title={p.name}
          >
            <span>{p.short}</span>{' '}<b className="num">{shown}</b>
          </button>
        );
      })}
    </div>
  );
}
