"""Rules and what they find: decisions, commitments, requests, closures, owners, due dates."""
