"""What flows through a build: frozen, typed values without any reading or writing."""
