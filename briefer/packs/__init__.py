"""Template packs: what a pack says, where packs are found, and the Jinja environments that all templates run in."""
