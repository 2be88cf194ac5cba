const MARKS: Record<string, string> = {
  // A key ring, a paper dart, two leaves, two talking, one talking with a badge: drawn here, nobody's trade mark.
  oidc: 'M5 3.6a4.4 4.4 0 1 0 4.1 6h1.7v2.2h2.3V9.6H15V7.2H9.3A4.4 4.4 0 0 0 5 3.6zm0 2.4a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  dingtalk: 'M2 3.6 14 2 8.9 14l-1.5-4.3L11 5.4 6 8.6z',
  feishu: 'M2 4.4c3.6 0 6.2 1.6 8 4.8-3.7.9-6.4-.5-8-4.8zm5.2-1.7c3 .3 5.2 2 6.8 5.1-3.2 1.4-5.5-.3-6.8-5.1zM4 11.2c2.9 1.2 5.6 1.1 8.2-.4-1.5 2.8-5.2 3.4-8.2.4z',
  wechat: 'M6.2 2.6C3.7 2.6 1.7 4.2 1.7 6.3c0 1.2.6 2.2 1.6 2.9l-.4 1.4 1.7-.9c.4.1.8.2 1.3.2-.4-2.9 2.1-4.9 4.9-4.8-.6-1.5-2.4-2.5-4.6-2.5zm4.3 3.6c-2.1 0-3.8 1.4-3.8 3.2s1.7 3.1 3.8 3.1c.4 0 .8 0 1.2-.2l1.4.8-.4-1.2c.9-.6 1.5-1.5 1.5-2.5 0-1.8-1.7-3.2-3.7-3.2z',
  wecom: 'M7 2.8c-3 0-5.4 2-5.4 4.5 0 1.4.8 2.7 2 3.5l-.4 1.7 2-1c.6.2 1.2.3 1.8.3 3 0 5.4-2 5.4-4.5S10 2.8 7 2.8zm5.6 7.1 1.3 1.3-1.3 1.3-1.3-1.3z',
};

/** A small mark for a way to sign in, in the colour of the text. */
export function ProviderMark({ kind }: { kind: string }) {
  return <svg width={16} height={16} viewBox="0 0 16 16" fill="currentColor" aria-hidden><path d={MARKS[kind] ?? MARKS.oidc} /></svg>;
}
