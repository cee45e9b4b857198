"""Labels by hand of whose words a span holds; README.md says how they were drawn and what they mean."""
