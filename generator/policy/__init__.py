"""A landlord's complaints policy as evidence: what is in it, where, and how it compares with what the Code fixes."""
