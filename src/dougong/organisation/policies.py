

HAND_OVER = "organisation.hand_over"
