"""A generated council history with planted truth, and how well the link step finds it again."""
