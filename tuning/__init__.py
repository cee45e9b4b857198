"""Tuning: an adapter of the embedding model, learned from what archives hold: questions with their replies, titles, sentences."""
