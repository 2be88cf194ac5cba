export function ProgressBar({ value, label, tone = 'bar' }: { value: number; label: string; tone?: 'bar' | 'amber' | 'red' | 'green' }) {
  const fill = { bar: 'var(--bar2)', amber: 'var(--amber-solid)', red: 'var(--red-solid)', green: 'var(--green-solid)' }[tone];
  const width = Math.max(0, Math.min(100, value));
  return (
    <span className="mbar" role="progressbar" aria-label={label} aria-valuenow={Math.round(width)} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ width: `${width}%`, background: fill }} />
    </span>
  );
}
