"""One open library and its open briefing: the room that both doors, window and command line, lead to."""
