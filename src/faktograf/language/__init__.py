"""Text → Doc: tokens, atoms, morphology, the neural tagger, and the engine that runs the rooms' rules."""
