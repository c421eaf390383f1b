"""The window: the only place for Qt. It shows values of the workspace and turns acts of a person into edits."""
