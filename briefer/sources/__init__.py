"""Article files become text with structure. Every reader runs in the worker and gives plain data back."""
