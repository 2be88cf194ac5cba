export function Logo({ size = 24, label }: { size?: number; label?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      <g fill="var(--primary-solid)">
        <path d="M1.5 6.2h21v2.6c0 1-.8 1.7-1.7 1.7H3.2c-1 0-1.7-.7-1.7-1.7z" />
        <path d="M5 12.3h14v2.2c0 1-.8 1.7-1.7 1.7H6.7c-1 0-1.7-.7-1.7-1.7z" />
      </g>
      <g fill="var(--green-solid)">
        <path d="M1.5 2h5v2.4h-5zM9.5 2h5v2.4h-5zM17.5 2h5v2.4h-5z" />
        <path d="M8.5 18h7l-1.2 4H9.7z" />
      </g>
    </svg>
  );
}
