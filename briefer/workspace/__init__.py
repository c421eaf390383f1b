"""One open library and its open briefing: the room that the window and the command line both lead to."""
