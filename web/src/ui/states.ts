import type { GlyphKind } from './Glyph';

export type Tone = 'n' | 'b' | 'g' | 'a' | 'r' | 'v';
interface State { glyph: GlyphKind; tone: Tone }

const s = (glyph: GlyphKind, tone: Tone): State => ({ glyph, tone });

/** The one map from a state to its glyph and colour. Its word is `state.<key>` in common.json. */
export const STATES = {
  'client.active': s('doing', 'n'), 'client.archived': s('hold', 'n'), 'client.merged': s('hold', 'n'), 'client.draft': s('todo', 'n'), 'client.review': s('soon', 'a'), 'client.in_force': s('done', 'n'),
  'approval.waiting': s('soon', 'a'), 'approval.approved': s('done', 'g'), 'approval.rejected': s('late', 'a'), 'approval.withdrawn': s('hold', 'n'),
  'attitude.supports': s('done', 'n'), 'attitude.neutral': s('todo', 'n'), 'attitude.opposes': s('late', 'a'),
  'opportunity.open': s('doing', 'b'), 'opportunity.won': s('done', 'g'), 'opportunity.lost': s('hold', 'n'),
  'contract.draft': s('todo', 'n'), 'contract.active': s('half', 'b'), 'contract.in_force': s('half', 'b'), 'contract.completed': s('done', 'g'), 'contract.terminated': s('hold', 'n'), 'contract.archived': s('hold', 'n'),
  'receipt.recorded': s('done', 'g'), 'receipt.reversed': s('hold', 'n'), 'receipt.reversal': s('hold', 'n'),
  'instalment.waiting': s('todo', 'n'), 'instalment.not_due': s('todo', 'n'), 'instalment.due_soon': s('soon', 'a'), 'instalment.due': s('soon', 'a'), 'instalment.part_paid': s('half', 'b'),
  'instalment.overdue': s('late', 'r'), 'instalment.paid': s('done', 'g'), 'instalment.retained': s('hold', 'n'),
  'project.preparing': s('todo', 'n'), 'project.running': s('half', 'b'), 'project.late': s('late', 'r'), 'project.paused': s('hold', 'n'), 'project.completed': s('done', 'g'), 'project.accepted': s('done', 'g'), 'project.closed': s('hold', 'n'), 'project.archived': s('hold', 'n'),
  'task.waiting': s('hold', 'a'), 'task.todo': s('todo', 'n'), 'task.doing': s('half', 'b'), 'task.done': s('done', 'g'), 'task.late': s('late', 'r'), 'task.milestone': s('mile', 'v'),
  'acceptance.waiting': s('soon', 'a'), 'acceptance.passed': s('done', 'g'), 'acceptance.failed': s('late', 'r'), 'acceptance.withdrawn': s('hold', 'n'),
  'reward.draft': s('todo', 'n'), 'reward.on': s('doing', 'g'), 'reward.off': s('hold', 'n'),
  'order.waiting': s('soon', 'a'), 'order.ordered': s('todo', 'b'), 'order.sent': s('half', 'b'), 'order.fulfilled': s('done', 'g'), 'order.refused': s('late', 'a'), 'order.cancelled': s('hold', 'n'), 'order.returned': s('hold', 'n'),
  'enquiry.new': s('soon', 'a'), 'enquiry.accepted': s('done', 'g'), 'enquiry.rejected': s('hold', 'n'),
  'hours.draft': s('todo', 'n'), 'hours.submitted': s('soon', 'a'), 'hours.approved': s('done', 'g'), 'hours.returned': s('late', 'a'),
  'light.green': s('done', 'g'), 'light.amber': s('soon', 'a'), 'light.red': s('late', 'r'), 'light.none': s('hold', 'n'),
  'compared.moved': s('half', 'b'), 'compared.added': s('doing', 'n'), 'compared.removed': s('hold', 'n'), 'compared.same': s('todo', 'n'),
  'interview.draft': s('half', 'b'), 'interview.done': s('done', 'g'),
  'requirement.draft': s('todo', 'n'), 'requirement.agreed': s('done', 'g'), 'requirement.changed': s('soon', 'a'), 'requirement.dropped': s('hold', 'n'),
  'verdict.accepted': s('done', 'g'), 'verdict.changes': s('soon', 'a'), 'verdict.refused': s('late', 'r'),
  'test.passed': s('done', 'g'), 'test.failed': s('late', 'r'), 'test.blocked': s('hold', 'a'),
  'step.open': s('todo', 'n'), 'step.soon': s('soon', 'a'), 'step.late': s('late', 'r'), 'step.done': s('done', 'g'),
  'watch.open': s('soon', 'a'), 'watch.harmless': s('done', 'g'), 'watch.mended': s('done', 'n'), 'watch.abuse': s('late', 'r'),
  'levelling.queued': s('todo', 'n'), 'levelling.running': s('half', 'b'), 'levelling.ready': s('soon', 'a'), 'levelling.applied': s('done', 'g'), 'levelling.undone': s('hold', 'n'), 'levelling.stopped': s('hold', 'n'), 'levelling.failed': s('late', 'r'),
  'job.queued': s('todo', 'n'), 'job.running': s('half', 'b'), 'job.done': s('done', 'g'), 'job.failed': s('late', 'r'), 'job.stopped': s('hold', 'n'),
  'person.active': s('doing', 'n'), 'person.inactive': s('hold', 'n'),
  'invitation.open': s('soon', 'a'), 'invitation.expired': s('late', 'r'), 'invitation.accepted': s('done', 'g'), 'invitation.withdrawn': s('hold', 'n'),
  'post.main': s('doing', 'n'), 'post.second': s('half', 'n'), 'post.over': s('hold', 'n'),
  'hand_over.running': s('half', 'b'), 'hand_over.planned': s('soon', 'a'), 'hand_over.done': s('done', 'g'), 'hand_over.undoing': s('half', 'b'), 'hand_over.undone': s('hold', 'n'),
  'token.active': s('doing', 'n'), 'token.expired': s('hold', 'n'), 'token.revoked': s('hold', 'n'),
  'import.mapping': s('doing', 'b'), 'import.checking': s('half', 'b'), 'import.review': s('soon', 'a'), 'import.committing': s('half', 'b'), 'import.done': s('done', 'g'),
  'import.stopped': s('hold', 'n'), 'import.undoing': s('half', 'b'), 'import.undone': s('hold', 'n'),
} as const satisfies Record<string, State>;

export type StateKey = keyof typeof STATES;

export function stateOf(key: string): State {
  return (STATES as Record<string, State>)[key] ?? s('todo', 'n');
}
