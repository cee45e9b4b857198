"""Distilling: what a larger embedding model makes of an archive's questions and texts, taught to the bundled one.

Nobody says which text answers which question: the teacher's own similarities are the aim (Hinton and others, 2015), those of the
single vectors and those of late interaction. So nothing is learned of one publisher's habits beside what the teacher knows, which
is what harmed every adapter that was trained on an archive's own questions and replies (docs/experiments.md).
"""
