const R = 5.5;
const ROUND = 2 * Math.PI * R;

/** How far along a stage is: the filled part of a ring. */
export function StageRing({ share, size = 14 }: { share: number; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden>
      <circle cx="7" cy="7" r={R} fill="none" stroke="var(--ctl)" strokeWidth="2" />
      <circle cx="7" cy="7" r={R} fill="none" stroke="var(--primary)" strokeWidth="2" strokeDasharray={`${ROUND * share} ${ROUND}`} transform="rotate(-90 7 7)" />
    </svg>
  );
}
