"""Printed minutes in many layouts with known truth: wording, typesetting, and how well a reader does on them."""
