"""How a text is said in clinical words: who is who, and what each kind of finding becomes."""
