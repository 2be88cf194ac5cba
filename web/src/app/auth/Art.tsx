const SPAN = Array.from({ length: 31 }, (_, i) => i * 24);
const sag = (x: number) => 272 - 82 * (Math.abs(x - 360) / 360) ** 2.2;

function Bracket({ x, y, scale }: { x: number; y: number; scale: number }) {
  return (
    <g transform={`translate(${x},${y}) scale(${scale})`}>
      <path d="M-60 -34h24v12h-24zM-12 -34h24v12h-24zM36 -34h24v12h-24z" fill="#5FB08A" />
      <path d="M-64 -20h128v8c0 6-4 10-10 10H-54c-6 0-10-4-10-10z" fill="#8DB4E3" />
      <path d="M-38 0h24v11h-24zM14 0h24v11h-24z" fill="#4E9E78" />
      <path d="M-42 13h84v8c0 5-4 9-9 9h-66c-5 0-9-4-9-9z" fill="#6C9AD3" />
      <path d="M-18 33h36l-7 18h-22z" fill="#5FB08A" />
    </g>
  );
}

/** Eaves and three bracket sets stepping out over each other, in plain geometry. */
export function Art() {
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden>
      <defs><linearGradient id="pillar" x2="0" y2="1"><stop offset="0" stopColor="#244A75" /><stop offset="1" stopColor="#132B47" /></linearGradient></defs>
      <rect width="720" height="900" fill="#132B47" />
      <path d="M0 0h720v196C610 262 490 282 360 282S110 262 0 196z" fill="#0D1E33" />
      <g stroke="#203C5E" strokeWidth="9">{SPAN.map((x) => <path key={x} d={`M${x} 0V${sag(x)}`} />)}</g>
      {SPAN.map((x) => <circle key={x} cx={x} cy={sag(x)} r="7.5" fill="#5FB08A" />)}
      <path d="M0 208C110 274 230 294 360 294S610 274 720 208v14C610 288 490 308 360 308S110 288 0 222z" fill="#6C9AD3" />
      <rect y="336" width="720" height="18" fill="#1D3C61" />
      {[120, 360, 600].map((x) => <Bracket key={x} x={x} y={412} scale={1.62} />)}
      <rect y="496" width="720" height="34" fill="#1D3C61" />
      <rect y="506" width="720" height="4" fill="#5FB08A" opacity=".55" />
      <rect y="516" width="720" height="4" fill="#6C9AD3" opacity=".55" />
      {[120, 360, 600].map((x) => <rect key={x} x={x - 26} y="530" width="52" height="170" fill="url(#pillar)" />)}
    </svg>
  );
}
