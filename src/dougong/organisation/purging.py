from dougong.kit.purging import stays

stays("what changed hands stays on the record of the hand-over", "organisation.HandOverItem.object_id")
