"""A briefing becomes a file that can be sent: Word and PDF, through the templates of its pack."""
