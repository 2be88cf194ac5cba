/** The bracket drawing of empty and error pages; `broken` has lost its middle bracket. */
export function Drawing({ broken = false }: { broken?: boolean }) {
  return (
    <svg width="220" height="120" viewBox="0 0 220 120" fill="none" stroke="var(--bar2)" strokeWidth="1.5" aria-hidden>
      <path d="M8 24c6 9 18 11 34 8 30-5 52-14 68-26 16 12 38 21 68 26 16 3 28 1 34-8" stroke="var(--text3)" />
      <path d="M34 42h152" stroke="var(--text3)" />
      {(broken ? [50, 170] : [50, 110, 170]).map((x) => (
        <g key={x}>
          <path d={`M${x - 16} 50h32v5c0 3-2 5-5 5h-22c-3 0-5-2-5-5z`} fill="var(--primary-tint)" />
          <path d={`M${x - 10} 66h20v4c0 3-2 4-4 4h-12c-2 0-4-1-4-4z`} fill="var(--primary-tint)" />
          <path d={`M${x - 7} 80h14l-2 8h-10z`} fill="var(--green-tint)" stroke="var(--green-solid)" />
          <path d={`M${x - 4} 88v26M${x + 4} 88v26`} stroke="var(--text3)" />
        </g>
      ))}
      {broken && (
        <g transform="rotate(-14 112 92)" strokeDasharray="4 3">
          <path d="M92 78h40v5c0 3-2 5-5 5H97c-3 0-5-2-5-5z" />
          <path d="M101 96h22v4c0 3-2 4-4 4h-14c-2 0-4-1-4-4z" />
        </g>
      )}
      <path d="M12 114.5h196" stroke="var(--line)" />
    </svg>
  );
}
