"""What a briefing is and what may happen to it: plain immutable values, standard library only."""
