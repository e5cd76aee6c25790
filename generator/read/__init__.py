"""Reading: every folder and file an editor wrote becomes a typed record and a list of problems."""
