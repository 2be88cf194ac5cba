import { useContract } from '@/features/contracts/api';
import { Bone } from '@/ui';
import OfOpportunity, { NoOpportunity } from './OfOpportunity';

/** The page has read the contract already: this asks nothing anew. */
export default function OfContract({ id }: { id: string }) {
  const contract = useContract(id);
  if (!contract.data) return <Bone width="100%" height={240} />;
  return contract.data.opportunity_id ? <OfOpportunity id={contract.data.opportunity_id} /> : <NoOpportunity />;
}
